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
    out.append(YamlText.value(key.kind().shape(), texts));
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
}
