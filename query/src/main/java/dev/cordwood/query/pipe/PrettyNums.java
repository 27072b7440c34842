package dev.cordwood.query.pipe;

/// Names what a sequence of collapsed numbers stands for.
final class PrettyNums {
  private static final String N = "<N>";

  private PrettyNums() {}

  static String prettify(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '<' ? known(text, at, out) : at;
      if (end == at) {
        out.append(text.charAt(at++));
      } else {
        at = end;
      }
    }
    return out.toString();
  }

  /// Appends the name of what begins here.
  ///
  /// @return where it ends; `at` when nothing known begins here
  private static int known(String text, int at, StringBuilder out) {
    int end = sequence(text, at, '-', 5);
    if (end > at) {
      out.append("<UUID>");
      return end;
    }
    end = sequence(text, at, '.', 4);
    if (end > at) {
      out.append("<IP4>");
      return end;
    }
    int date = sequence(text, at, '-', 3);
    if (date == at) {
      date = sequence(text, at, '/', 3);
    }
    if (date > at) {
      int time = at;
      if (date < text.length() && (text.charAt(date) == 'T' || text.charAt(date) == ' ')) {
        time = time(text, date + 1);
      }
      if (time > date + 1) {
        out.append("<DATETIME>");
        return zone(text, time);
      }
      out.append("<DATE>");
      return date;
    }
    end = time(text, at);
    if (end > at) {
      out.append("<TIME>");
    }
    return end;
  }

  /// `count` numbers with the separator between them.
  private static int sequence(String text, int at, char separator, int count) {
    int end = at;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        if (end >= text.length() || text.charAt(end) != separator) {
          return at;
        }
        end++;
      }
      if (!text.startsWith(N, end)) {
        return at;
      }
      end += N.length();
    }
    return end;
  }

  private static int time(String text, int at) {
    int end = sequence(text, at, ':', 3);
    if (end > at && (text.startsWith("." + N, end) || text.startsWith("," + N, end))) {
      end += 1 + N.length();
    }
    return end;
  }

  private static int zone(String text, int at) {
    if (at < text.length() && text.charAt(at) == 'Z') {
      return at + 1;
    }
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      int end = sequence(text, at + 1, ':', 2);
      if (end > at + 1) {
        return end;
      }
      end = sequence(text, at + 1, ':', 1);
      if (end > at + 1) {
        return end;
      }
    }
    return at;
  }
}
