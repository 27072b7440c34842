package dev.cordwood.server.config;

import java.util.List;

/// Writes a configuration as YAML with what each setting means above it. Reading the text back
/// gives the same configuration.
public final class ConfigPrinter {
  private static final int WIDTH = 96;

  private ConfigPrinter() {}

  public static String print(ServerConfig config) {
    StringBuilder out = new StringBuilder(4096);
    String open = "";
    for (ConfigKey<?> key : ConfigKeys.all()) {
      if (!key.section().equals(open)) {
        open = key.section();
        if (!open.isEmpty()) {
          out.append("\n# ").append(ConfigKeys.sectionDoc(open)).append('\n');
          out.append(open).append(":\n");
        }
      }
      if (open.isEmpty() && !out.isEmpty()) {
        out.append('\n');
      }
      setting(out, key, config, open.isEmpty() ? "" : "  ");
    }
    return out.toString();
  }

  private static <T> void setting(
      StringBuilder out, ConfigKey<T> key, ServerConfig config, String indent) {
    comment(out, key.doc() + " Default: " + key.printedFallback() + ".", indent);
    List<String> texts = key.print(config.get(key));
    out.append(indent).append(key.name()).append(": ");
    if (key.kind().list()) {
      out.append('[');
      for (int i = 0; i < texts.size(); i++) {
        out.append(i == 0 ? "" : ", ").append(scalar(texts.get(i)));
      }
      out.append(']');
    } else {
      out.append(scalar(texts.getFirst()));
    }
    out.append('\n');
  }

  private static void comment(StringBuilder out, String text, String indent) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - indent.length() - 2) {
        out.append(indent).append("# ").append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.append(indent).append("# ").append(line).append('\n');
  }

  /// Plain where YAML surely reads the same text back, else in double quotes.
  private static String scalar(String text) {
    if (text.matches("[A-Za-z0-9_./][A-Za-z0-9_./%+:-]*")
        && !text.endsWith(":")
        && !text.equalsIgnoreCase("null")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
