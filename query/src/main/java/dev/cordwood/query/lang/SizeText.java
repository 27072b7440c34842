package dev.cordwood.query.lang;

import java.util.Locale;

/// `10KB`, `1.5MiB`, `2G`.
public final class SizeText {
  private SizeText() {}

  /// @return NaN when there is no such suffix
  public static double parse(String text) {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    if (end == text.length() || end == 0) {
      return Double.NaN;
    }
    double factor = factor(text.substring(end));
    return Double.isNaN(factor) ? factor : Literals.decimal(text.substring(0, end)) * factor;
  }

  /// A lone `m` is minutes, so that a lone letter counts in upper case only (but `k`).
  private static double factor(String suffix) {
    if (suffix.length() > 3 || suffix.equals("m") || suffix.equals("g") || suffix.equals("t")) {
      return Double.NaN;
    }
    return switch (suffix.toUpperCase(Locale.ROOT)) {
      case "B" -> 1;
      case "K", "KB" -> 1e3;
      case "M", "MB" -> 1e6;
      case "G", "GB" -> 1e9;
      case "T", "TB" -> 1e12;
      case "KI", "KIB" -> 0x1p10;
      case "MI", "MIB" -> 0x1p20;
      case "GI", "GIB" -> 0x1p30;
      case "TI", "TIB" -> 0x1p40;
      default -> Double.NaN;
    };
  }
}
