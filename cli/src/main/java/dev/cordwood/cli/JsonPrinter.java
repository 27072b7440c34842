package dev.cordwood.cli;

/// Rows as they are. On a terminal what could deceive the reader is written as JSON escapes, which
/// mean the same.
final class JsonPrinter implements RowPrinter {
  private final Output out;
  private final boolean terminal;

  JsonPrinter(Output out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void row(String json) {
    out.print(terminal ? escape(json) : json);
    out.print("\n");
  }

  private static String escape(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (Terminal.isHarmful(c)) {
        if (escaped == null) {
          escaped = new StringBuilder(json.length() + 16).append(json, 0, i);
        }
        escaped.append("\\u%04x".formatted((int) c));
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    return escaped == null ? json : escaped.toString();
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void end() {
    out.flush();
  }
}
