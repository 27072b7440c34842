package dev.cordwood.collect.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A `LogRecord` as Python's `HTTPHandler` sends it: every attribute as the text that `str` makes
/// of it.
public final class PythonForm {
  private static final List<String> NUMBERS = List.of("levelno", "lineno", "process", "thread");

  private PythonForm() {}

  /// The attributes with their own types where these are sure, for [PythonRecord].
  public static Map<String, Object> record(Map<String, String> form) {
    Map<String, Object> record = new LinkedHashMap<>(form);
    for (String name : NUMBERS) {
      String text = form.getOrDefault(name, "");
      if (text.length() > 0 && text.length() < 19 && text.chars().allMatch(PythonForm::isDigit)) {
        record.put(name, Long.valueOf(text));
      }
    }
    String args = form.getOrDefault("args", "");
    if (args.startsWith("(") || args.startsWith("{")) {
      Object parsed = new PythonLiteral(args).parse();
      if (parsed != null) {
        record.put("args", parsed);
      }
    }
    return record;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
