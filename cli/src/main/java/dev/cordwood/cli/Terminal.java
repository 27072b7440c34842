package dev.cordwood.cli;

import java.io.Console;

/// What is known of the terminal, and what must not reach it.
final class Terminal {
  private Terminal() {}

  /// Log lines are written by strangers: whatever a terminal could take as a command is shown as an
  /// escape instead. Tabs stay.
  static String safe(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (isHarmful(text.charAt(i))) {
        StringBuilder out = new StringBuilder(length + 16);
        escape(text, out);
        return out.toString();
      }
    }
    return text;
  }

  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isHarmful(c)) {
        out.append(c);
        continue;
      }
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case 0x1b -> out.append("\\e");
        default ->
            out.append(c < 0x100 ? "\\x%02x".formatted((int) c) : "\\u%04x".formatted((int) c));
      }
    }
  }

  /// Control characters, and those that turn the direction of writing so that text lies.
  static boolean isHarmful(char c) {
    if (c < 0x20) {
      return c != '\t';
    }
    return c >= 0x7f && c < 0xa0
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069
        || c == 0x200e
        || c == 0x200f
        || c == 0x2028
        || c == 0x2029;
  }

  /// Whether standard output is a terminal. The launcher says so, as Java itself only knows whether
  /// input and output both are.

  static boolean isOutputTerminal() {
    return isTerminal("cordwood.terminal.out");
  }

  static boolean isErrorTerminal() {
    return isTerminal("cordwood.terminal.err");
  }

  @SuppressWarnings("SystemConsoleNull") // only with the default console it never is
  private static boolean isTerminal(String property) {
    String said = System.getProperty(property);
    if (said != null) {
      return said.equals("yes");
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
