package dev.cordwood.query.lang;

import java.util.List;
import java.util.stream.Stream;

/// What a row must be like. A field that a row lacks reads as "". Words and phrases ignore case;
/// exact comparisons do not.
///
/// Field names are resolved: the aliases `time`, `@timestamp`, `msg` and `message` have become
/// `_time` and `_msg`, and a filter without a field is about `_msg`.
public sealed interface Filter {
  Filter ALL = new All();

  /// Every row: `*`.
  record All() implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// All of these: the filter itself when it is one, [#ALL] when there is none. `*` among them is
  /// left out.
  static Filter and(List<Filter> filters) {
    List<Filter> terms = new And(filters).filters().stream().filter(f -> !f.equals(ALL)).toList();
    return terms.isEmpty() ? ALL : terms.size() == 1 ? terms.getFirst() : new And(terms);
  }

  /// Any of these, at least one: the filter itself when it is one.
  static Filter or(List<Filter> filters) {
    List<Filter> terms = new Or(filters).filters();
    return terms.size() == 1 ? terms.getFirst() : new Or(terms);
  }

  /// All of at least two filters, none of which is itself an [And]. See [#and].
  record And(List<Filter> filters) implements Filter {
    public And {
      filters =
          filters.stream()
              .flatMap(f -> f instanceof And and ? and.filters().stream() : Stream.of(f))
              .toList();
    }

    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Any of at least two filters, none of which is itself an [Or]. See [#or].
  record Or(List<Filter> filters) implements Filter {
    public Or {
      filters =
          filters.stream()
              .flatMap(f -> f instanceof Or or ? or.filters().stream() : Stream.of(f))
              .toList();
    }

    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  record Not(Filter filter) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// A word, or words with what stands between them, at word borders, in any case: `error`,
  /// `"connection refused"`, `i(error)`. Never empty.
  record Phrase(String field, String text) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// As [Phrase], but the last word may go on: `err*`, `"connection ref"*`. Never empty.
  record Prefix(String field, String text) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Text anywhere, within words too, in any case: `*nnect*`. Never empty.
  record Substring(String field, String text) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// A word with `*` (any number of characters but white space) and `?` (one of them) inside, in
  /// any case: `conn*ed`, `gr?y`. In the pattern `\` escapes `*`, `?` and itself.
  record Wildcard(String field, String pattern) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }

    /// The same as a regular expression in RE2 syntax.
    public String regexp() {
      return Wildcards.regexp(pattern);
    }
  }

  /// The field is missing or "": `user:""`.
  record Empty(String field) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The field has a value that is not "": `user:*`.
  record Any(String field) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The whole value, as it is written: `user:="root"`.
  record Exact(String field, String value) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The start of the value, as it is written: `path:="/api/"*`.
  record ExactPrefix(String field, String prefix) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The whole value is one of these: `level:in(error, fatal)`.
  record In(String field, ValueSource values) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Every one of these words or phrases (as [Phrase]) is in the value.
  record ContainsAll(String field, ValueSource values) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// At least one of these words or phrases (as [Phrase]) is in the value.
  record ContainsAny(String field, ValueSource values) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// These words or phrases (as [Phrase]) are in the value in this order, without overlap.
  record Seq(String field, List<String> phrases) implements Filter {
    public Seq {
      phrases = List.copyOf(phrases);
    }

    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// A regular expression in RE2 syntax, anywhere in the value: `~"err(or)?"`.
  record Regexp(String field, String pattern) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// `>`, `>=`, `<`, `<=`. When [Literals#number] reads the text as a number, it is a comparison of
  /// numbers and values that are none do not match; else one of strings by code points.
  record Compare(String field, CompareOp op, String value) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Numbers (as [Literals#number] reads them) between two bounds, which may be infinite.
  record Range(String field, Bound low, Bound high) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// `low <= value < high`, by code points.
  record StringRange(String field, String low, String high) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The value's length in characters (code points), both ends included; `max` is [Long#MAX_VALUE]
  /// for `inf`.
  record LenRange(String field, long min, long max) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The value is an IPv4 address, as an unsigned number, with both ends included.
  record Ipv4Range(String field, long min, long max) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The value is an IPv6 address, both ends included.
  record Ipv6Range(String field, Ipv6 min, Ipv6 max) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Both fields have the same value.
  record EqField(String field, String other) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The field's value is at most the other's: as numbers when both are, else as strings.
  record LeField(String field, String other) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The field's value is below the other's: as numbers when both are, else as strings.
  record LtField(String field, String other) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// The field is stored as this type; which names there are is the store's business.
  record ValueTypeIs(String field, String type) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Text with placeholders `<N> <UUID> <IP4> <TIME> <DATE> <DATETIME> <W>`.
  record PatternMatch(String field, String pattern, PatternMode mode) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// `{a="b", c=~"d" or e="f"}`: at least one of the groups, each of which wants all its matchers.
  record StreamSelector(List<List<StreamMatcher>> groups) implements Filter {
    public StreamSelector {
      groups = groups.stream().map(List::copyOf).toList();
    }

    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// `_stream_id:...`
  record StreamId(ValueSource ids) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// `_time:...`, resolved against [ParseContext#nowNanos].
  ///
  /// @param text what stands after `_time:`, from which the range can be found again at another now
  record Time(TimeRange range, String text) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }

    public static Time of(TimeRange range) {
      return new Time(range, TimeText.of(range));
    }
  }

  /// Time of day, in nanoseconds since midnight of UTC plus `offsetNanos`, both ends included.
  record DayRange(long minNanos, long maxNanos, long offsetNanos) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// Days of the week from `first` to `last`, both included, 0 is Sunday, of UTC plus
  /// `offsetNanos`. `first > last` goes over the week's end: 5 to 1 is Friday to Monday.
  record WeekRange(int first, int last, long offsetNanos) implements Filter {
    @Override
    public String toString() {
      return FilterPrinter.print(this);
    }
  }

  /// One end of [Range].
  ///
  /// @param text as it was written, or "Inf", "-Inf"
  record Bound(double value, boolean inclusive, String text) {}

  enum CompareOp {
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<=");

    private final String symbol;

    CompareOp(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  /// Where a pattern must lie in the value.
  enum PatternMode {
    ANYWHERE("pattern_match"),
    FULL("pattern_match_full"),
    PREFIX("pattern_match_prefix"),
    SUFFIX("pattern_match_suffix");

    private final String function;

    PatternMode(String function) {
      this.function = function;
    }

    public String function() {
      return function;
    }
  }
}
