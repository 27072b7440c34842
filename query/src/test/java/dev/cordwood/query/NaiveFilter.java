package dev.cordwood.query;

import com.google.re2j.Pattern;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Literals;
import dev.cordwood.query.lang.StreamMatcher;
import dev.cordwood.query.lang.ValueSource;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What filters mean, said as plainly as possible: a row at a time, no index, no shortcut. The
/// oracle of both the columnar and the row-wise filters.
public final class NaiveFilter {
  private static final long DAY = 86_400_000_000_000L;

  private NaiveFilter() {}

  public static boolean matches(Filter filter, Row row) {
    return switch (filter) {
      case Filter.All all -> true;
      case Filter.And and -> and.filters().stream().allMatch(each -> matches(each, row));
      case Filter.Or or -> or.filters().stream().anyMatch(each -> matches(each, row));
      case Filter.Not not -> !matches(not.filter(), row);
      case Filter.Phrase f -> find(row.text(f.field()), f.text(), 0, true, true) >= 0;
      case Filter.Prefix f -> find(row.text(f.field()), f.text(), 0, true, false) >= 0;
      case Filter.Substring f -> find(row.text(f.field()), f.text(), 0, false, false) >= 0;
      case Filter.Wildcard f -> regexp(f.regexp(), row.text(f.field()));
      case Filter.Empty f -> row.text(f.field()).isEmpty();
      case Filter.Any f -> !row.text(f.field()).isEmpty();
      case Filter.Exact f -> row.text(f.field()).equals(f.value());
      case Filter.ExactPrefix f -> row.text(f.field()).startsWith(f.prefix());
      case Filter.In f -> values(f.values()).contains(row.text(f.field()));
      case Filter.ContainsAll f ->
          values(f.values()).stream()
              .allMatch(v -> find(row.text(f.field()), v, 0, true, true) >= 0);
      case Filter.ContainsAny f ->
          values(f.values()).stream()
              .anyMatch(v -> find(row.text(f.field()), v, 0, true, true) >= 0);
      case Filter.Seq f -> inOrder(row.text(f.field()), f.phrases());
      case Filter.Regexp f -> regexp(f.pattern(), row.text(f.field()));
      case Filter.Compare f -> compare(f, row.text(f.field()));
      case Filter.Range f -> range(f, row.text(f.field()));
      case Filter.StringRange f ->
          compareTexts(row.text(f.field()), f.low()) >= 0
              && compareTexts(row.text(f.field()), f.high()) < 0;
      case Filter.LenRange f -> {
        String text = row.text(f.field());
        int length = text.codePointCount(0, text.length());
        yield length >= f.min() && length <= f.max();
      }
      case Filter.Ipv4Range f -> {
        long address = address(row.text(f.field()));
        yield address >= 0 && address >= f.min() && address <= f.max();
      }
      case Filter.Ipv6Range f -> {
        BigInteger address = ipv6(row.text(f.field()));
        yield address != null
            && address.compareTo(ipv6(f.min().toString())) >= 0
            && address.compareTo(ipv6(f.max().toString())) <= 0;
      }
      case Filter.EqField f -> row.text(f.field()).equals(row.text(f.other()));
      case Filter.LeField f -> compareFields(row.text(f.field()), row.text(f.other())) <= 0;
      case Filter.LtField f -> compareFields(row.text(f.field()), row.text(f.other())) < 0;
      case Filter.ValueTypeIs f -> {
        Row.Value value = row.fields().get(f.field());
        yield value != null && value.type().name().toLowerCase(Locale.ROOT).equals(f.type());
      }
      case Filter.PatternMatch f -> pattern(f, row.text(f.field()));
      case Filter.StreamSelector f -> stream(f, row.text("_stream"));
      case Filter.StreamId f -> values(f.ids()).contains(row.text("_stream_id"));
      case Filter.Time f -> f.range().contains(row.time());
      case Filter.DayRange f -> {
        long ofDay = Math.floorMod(row.time() + f.offsetNanos(), DAY);
        yield ofDay >= f.minNanos() && ofDay <= f.maxNanos();
      }
      case Filter.WeekRange f -> {
        long day = Math.floorDiv(row.time() + f.offsetNanos(), DAY);
        int ofWeek = (int) Math.floorMod(day + 4, 7L); // the epoch was a Thursday
        yield f.first() <= f.last()
            ? ofWeek >= f.first() && ofWeek <= f.last()
            : ofWeek >= f.first() || ofWeek <= f.last();
      }
    };
  }

  /// The end of the first place at or after `from` where the phrase stands, ignoring case; -1 when
  /// there is none. An empty phrase stands only in an empty text.
  private static int find(String text, String phrase, int from, boolean start, boolean end) {
    int[] points = text.codePoints().toArray();
    int[] wanted = phrase.codePoints().map(Character::toLowerCase).toArray();
    if (wanted.length == 0) {
      return points.length == 0 ? 0 : -1;
    }
    for (int at = from; at + wanted.length <= points.length; at++) {
      int stop = at + wanted.length;
      int[] here = Arrays.stream(points, at, stop).map(Character::toLowerCase).toArray();
      if (Arrays.equals(here, wanted)
          && !(start && at > 0 && isWord(wanted[0]) && isWord(points[at - 1]))
          && !(end
              && stop < points.length
              && isWord(wanted[wanted.length - 1])
              && isWord(points[stop]))) {
        return stop;
      }
    }
    return -1;
  }

  private static boolean isWord(int point) {
    return point == '_' || Character.isLetterOrDigit(point);
  }

  private static boolean inOrder(String text, List<String> phrases) {
    int from = 0;
    for (String phrase : phrases) {
      from = find(text, phrase, from, true, true);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean regexp(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static boolean compare(Filter.Compare f, String text) {
    double bound = Literals.number(f.value());
    if (Double.isNaN(bound)) {
      return holds(f.op(), compareTexts(text, f.value()));
    }
    double number = Literals.number(text);
    return !Double.isNaN(number) && holds(f.op(), number < bound ? -1 : number > bound ? 1 : 0);
  }

  private static boolean holds(Filter.CompareOp op, int compared) {
    return switch (op) {
      case GREATER -> compared > 0;
      case GREATER_OR_EQUAL -> compared >= 0;
      case LESS -> compared < 0;
      case LESS_OR_EQUAL -> compared <= 0;
    };
  }

  private static boolean range(Filter.Range f, String text) {
    double number = Literals.number(text);
    boolean low = f.low().inclusive() ? number >= f.low().value() : number > f.low().value();
    boolean high = f.high().inclusive() ? number <= f.high().value() : number < f.high().value();
    return low && high;
  }

  private static int compareFields(String a, String b) {
    double left = Literals.number(a);
    double right = Literals.number(b);
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return compareTexts(a, b);
    }
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /// By code points, which is the order of UTF-8 bytes.
  private static int compareTexts(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static long address(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return -1;
    }
    long address = 0;
    for (String part : text.split("\\.", -1)) {
      int value = Integer.parseInt(part);
      if (value > 255) {
        return -1;
      }
      address = address << 8 | value;
    }
    return address;
  }

  private static boolean pattern(Filter.PatternMatch f, String text) {
    String time = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?";
    String date = "[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}";
    String regexp = java.util.regex.Pattern.quote(f.pattern());
    Map<String, String> placeholders =
        Map.of(
            "<N>", "(?:0x[0-9a-fA-F]+|[0-9a-fA-F]*[0-9][0-9a-fA-F]*)",
            "<UUID>", "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
            "<IP4>", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}",
            "<TIME>", time,
            "<DATE>", date,
            "<DATETIME>", date + "[T ]" + time + "(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
            "<W>", "(?:\"[^\"]*\"|[\\p{L}\\p{Nd}_]+)");
    for (Map.Entry<String, String> each : placeholders.entrySet()) {
      regexp = regexp.replace(each.getKey(), "\\E" + each.getValue() + "\\Q");
    }
    String before =
        f.mode() == Filter.PatternMode.ANYWHERE || f.mode() == Filter.PatternMode.SUFFIX
            ? "(?s:.*)"
            : "";
    String after =
        f.mode() == Filter.PatternMode.ANYWHERE || f.mode() == Filter.PatternMode.PREFIX
            ? "(?s:.*)"
            : "";
    return java.util.regex.Pattern.matches(before + regexp + after, text);
  }

  private static boolean stream(Filter.StreamSelector f, String stream) {
    Map<String, String> labels = StreamLabels.parse(stream);
    return f.groups().stream()
        .anyMatch(group ->
            group.stream().allMatch(each -> label(each, labels.getOrDefault(each.label(), ""))));
  }

  private static boolean label(StreamMatcher matcher, String value) {
    String first = matcher.values().isEmpty() ? "" : matcher.values().getFirst();
    return switch (matcher.op()) {
      case EQUAL -> value.equals(first);
      case NOT_EQUAL -> !value.equals(first);
      case MATCH -> Pattern.matches(first, value);
      case NOT_MATCH -> !Pattern.matches(first, value);
      case IN -> matcher.values().contains(value);
      case NOT_IN -> !matcher.values().contains(value);
    };
  }

  private static List<String> values(ValueSource source) {
    return ((ValueSource.Listed) source).values();
  }

  /// As the JDK reads it.
  private static @Nullable BigInteger ipv6(String text) {
    if (!text.matches("[0-9a-fA-F:.]+") || !text.contains(":")) {
      return null;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      if (bytes.length == 4) { // the JDK takes mapped addresses for IPv4
        bytes = mapped(bytes);
      }
      return new BigInteger(1, bytes);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] mapped(byte[] ipv4) {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(ipv4, 0, mapped, 12, 4);
    return mapped;
  }
}
