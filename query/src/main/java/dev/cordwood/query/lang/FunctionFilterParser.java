package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Filters that are written like calls: `in(...)`, `seq(...)`, `range[...)`, ...
final class FunctionFilterParser {
  private static final int MAX_IP_BITS = 32;

  private final ParserState state;
  private final QueryParser queries;

  FunctionFilterParser(ParserState state, QueryParser queries) {
    this.state = state;
    this.queries = queries;
  }

  /// @param field "" when none is named
  /// @return empty when the current word begins no call
  Optional<Filter> parse(String field, String name) {
    Token word = state.token();
    Optional<FilterFunction> function = FilterFunction.of(word.text());
    if (function.isEmpty()) {
      return Optional.empty();
    }
    Token next = state.lexer.peek();
    boolean square =
        next.isSymbol('[')
            && (function.get() == FilterFunction.RANGE || function.get() == FilterFunction.IN);
    boolean apart = next.spaceBefore() && field.isEmpty();
    if (!square && !next.isSymbol('(') || apart) {
      return Optional.empty();
    }
    state.lexer.advance();
    return Optional.of(call(function.get(), name));
  }

  private Filter call(FilterFunction function, String name) {
    return switch (function) {
      case I -> anyCase(name);
      case IN -> in(name);
      case CONTAINS_ALL ->
          isStar() ? Filter.ALL : new Filter.ContainsAll(name, values("contains_all", name));
      case CONTAINS_ANY ->
          isStar() ? Filter.ALL : new Filter.ContainsAny(name, values("contains_any", name));
      case CONTAINS_COMMON_CASE ->
          new Filter.ContainsAny(name, new ValueSource.Listed(list("contains_common_case")));
      case EQUALS_COMMON_CASE -> equalsAnyCase(name);
      case SEQ -> new Filter.Seq(name, list("seq"));
      case EXACT -> exact(name);
      case RE -> {
        Token pattern = argument("re");
        yield new Filter.Regexp(name, state.regexp(pattern));
      }
      case RANGE -> range(name);
      case STRING_RANGE -> {
        List<String> ends = list("string_range", 2);
        yield new Filter.StringRange(name, ends.get(0), ends.get(1));
      }
      case LEN_RANGE -> lenRange(name);
      case IPV4_RANGE -> ipv4Range(name);
      case IPV6_RANGE -> ipv6Range(name);
      case EQ_FIELD -> new Filter.EqField(name, fieldArgument());
      case LE_FIELD -> new Filter.LeField(name, fieldArgument());
      case LT_FIELD -> new Filter.LtField(name, fieldArgument());
      case VALUE_TYPE -> new Filter.ValueTypeIs(name, argument("value_type").text());
      case PATTERN_MATCH -> pattern(name, Filter.PatternMode.ANYWHERE);
      case PATTERN_MATCH_FULL -> pattern(name, Filter.PatternMode.FULL);
      case PATTERN_MATCH_PREFIX -> pattern(name, Filter.PatternMode.PREFIX);
      case PATTERN_MATCH_SUFFIX -> pattern(name, Filter.PatternMode.SUFFIX);
    };
  }

  private Filter pattern(String name, Filter.PatternMode mode) {
    return new Filter.PatternMatch(name, argument(mode.function()).text(), mode);
  }

  /// `(*)`, which VictoriaLogs takes for everything.
  private boolean isStar() {
    if (!state.lexer.peek().isSymbol('*')) {
      return false;
    }
    int start = state.token().start();
    state.lexer.advance();
    state.lexer.advance();
    if (state.skipSymbol(')')) {
      return true;
    }
    state.lexer.seek(start);
    return false;
  }

  private Filter anyCase(String name) {
    state.expectSymbol('(', "after i");
    Token value = state.value("the word or phrase in i(...)");
    boolean prefix = state.token().isSymbol('*') && state.token().isGlued();
    if (prefix) {
      state.lexer.advance();
    }
    state.expectSymbol(')', "after the phrase in i(...)");
    if (value.text().isEmpty()) {
      return prefix ? new Filter.Any(name) : new Filter.Empty(name);
    }
    return prefix ? new Filter.Prefix(name, value.text()) : new Filter.Phrase(name, value.text());
  }

  private Filter exact(String name) {
    state.expectSymbol('(', "after exact");
    Token value = state.value("the value in exact(...)");
    boolean prefix = state.token().isSymbol('*') && state.token().isGlued();
    if (prefix) {
      state.lexer.advance();
    }
    state.expectSymbol(')', "after the value in exact(...)");
    if (value.text().isEmpty()) {
      return prefix ? new Filter.Any(name) : new Filter.Empty(name);
    }
    return prefix
        ? new Filter.ExactPrefix(name, value.text())
        : new Filter.Exact(name, value.text());
  }

  private Filter equalsAnyCase(String name) {
    String alternatives =
        list("equals_common_case").stream()
            .map(com.google.re2j.Pattern::quote)
            .collect(Collectors.joining("|"));
    return new Filter.Regexp(name, "(?i)^(?:" + alternatives + ")$");
  }

  private Filter in(String name) {
    if (state.token().isSymbol('[')) {
      return new Filter.In(name, new ValueSource.Listed(bracketList()));
    }
    if (isStar()) {
      return Filter.ALL;
    }
    ValueSource values = values("in", name);
    return name.equals(Fields.STREAM_ID)
        ? new Filter.StreamId(values)
        : new Filter.In(name, values);
  }

  /// `in[a b c]`, as Quickwit has it.
  private List<String> bracketList() {
    state.lexer.advance();
    List<String> values = new ArrayList<>();
    while (!state.token().isSymbol(']')) {
      values.add(state.value("a value or ']'").text());
      state.checkItems(values.size());
      state.skipSymbol(',');
    }
    state.lexer.advance();
    return values;
  }

  /// A list, or a query when there is a pipe in it.
  private ValueSource values(String function, String field) {
    if (!hasPipe()) {
      return new ValueSource.Listed(list(function));
    }
    state.expectSymbol('(', "after " + function);
    int start = state.token().start();
    Query query = queries.subquery();
    if (!state.token().isSymbol(')')) {
      throw state.errorInsert("')' is missing after the query in " + function + "(...)", ")");
    }
    Optional<String> column = query.onlyColumn();
    if (column.isEmpty()) {
      throw new SyntaxException(
          "the query in " + function + "(...) must end with one field: add | fields " + field,
          start,
          state.token().start(),
          state.token().start(),
          " | fields " + Quoting.field(field));
    }
    state.lexer.advance();
    return new ValueSource.Subquery(query, column.get());
  }

  /// Whether there is a `|`, outside of quotes, before the parenthesis closes.
  private boolean hasPipe() {
    int start = state.token().start();
    state.lexer.advance();
    int depth = 1;
    boolean found = false;
    int count = 0;
    while (depth > 0 && !state.token().isEnd() && !found) {
      Token token = state.lexer.advance();
      depth += opens(token) ? 1 : closes(token) ? -1 : 0;
      found = token.isSymbol('|') && depth > 0;
      // A value list has commas, so that a query shows itself early.
      if (++count > 2 * state.context.limits().maxItems() + 2) {
        break;
      }
    }
    state.lexer.seek(start);
    return found;
  }

  /// Ranges may open with one kind of bracket and close with another.
  private static boolean opens(Token token) {
    return token.isSymbol('(') || token.isSymbol('[') || token.isSymbol('{');
  }

  private static boolean closes(Token token) {
    return token.isSymbol(')') || token.isSymbol(']') || token.isSymbol('}');
  }

  private List<String> list(String function, int size) {
    Token open = state.token();
    List<String> values = list(function);
    if (values.size() != size) {
      throw new SyntaxException(
          function + "(...) takes " + size + " values, not " + values.size(), open.start());
    }
    return values;
  }

  private List<String> list(String function) {
    state.expectSymbol('(', "after " + function);
    List<String> values = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      values.add(listValue(function).text());
      state.checkItems(values.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw listError(function);
      }
    }
    state.lexer.advance();
    return values;
  }

  private Token listValue(String function) {
    Token value = state.value("a value in " + function + "(...)");
    Token next = state.token();
    if (next.isGlued() && !next.isSymbol(',') && !next.isSymbol(')')) {
      String source = state.lexer.source();
      int end = next.start();
      while (end < source.length()
          && !Lexer.isSpace(source.charAt(end))
          && source.charAt(end) != ','
          && source.charAt(end) != ')') {
        end++;
      }
      throw new SyntaxException(
          "a value with " + next.describe() + " in it must be in quotes",
          next.start(),
          value.start(),
          end,
          Quoting.quote(source.substring(value.start(), end)));
    }
    return value;
  }

  private SyntaxException listError(String function) {
    if (state.token().isEnd()) {
      return state.errorInsert("')' is missing after the values of " + function + "(...)", ")");
    }
    return state.listError();
  }

  private Token argument(String function) {
    state.expectSymbol('(', "after " + function);
    Token value = state.value("the argument of " + function + "(...)");
    state.expectSymbol(')', "after the argument of " + function + "(...)");
    return value;
  }

  private String fieldArgument() {
    state.lexer.advance();
    String other = state.field("the other field's name");
    state.expectSymbol(')', "after the field's name");
    return other;
  }

  private Filter range(String name) {
    boolean includeLow = state.lexer.advance().isSymbol('[');
    Filter.Bound low = bound(includeLow);
    state.expectSymbol(',', "between the ends of the range");
    Filter.Bound high = bound(false);
    Token close = state.token();
    if (!close.isSymbol(']') && !close.isSymbol(')')) {
      throw state.errorInsert("']' or ')' is missing after the range's end", ")");
    }
    state.lexer.advance();
    return new Filter.Range(
        name, low, new Filter.Bound(high.value(), close.isSymbol(']'), high.text()));
  }

  private Filter.Bound bound(boolean inclusive) {
    Token text = state.value("an end of the range");
    double value = Literals.number(text.text());
    if (Double.isNaN(value)) {
      throw state.errorReplace(
          text.describe()
              + " is no number; ranges of text are written string_range(a, b) or field:[a TO b]",
          text,
          "0");
    }
    return new Filter.Bound(value, inclusive, text.text());
  }

  private Filter lenRange(String name) {
    state.expectSymbol('(', "after len_range");
    long min = length();
    state.expectSymbol(',', "between the lengths");
    long max = length();
    state.expectSymbol(')', "after the lengths");
    return new Filter.LenRange(name, min, max);
  }

  private long length() {
    Token text = state.token();
    if (text.isText() && Literals.number(text.text()) == Double.POSITIVE_INFINITY) {
      state.lexer.advance();
      return Long.MAX_VALUE;
    }
    return state.count("a length");
  }

  private Filter ipv4Range(String name) {
    state.expectSymbol('(', "after ipv4_range");
    Token first = state.value("an IPv4 address or network");
    String text = first.text();
    int slash = text.indexOf('/');
    long low = Ipv4Text.parse(slash < 0 ? text : text.substring(0, slash));
    if (low < 0) {
      throw badAddress(first);
    }
    long high = low;
    if (slash >= 0) {
      OptionalLong bits = Literals.count(text.substring(slash + 1));
      if (bits.isEmpty() || bits.getAsLong() > MAX_IP_BITS) {
        throw badAddress(first);
      }
      long hosts = Ipv4Text.MAX >> bits.getAsLong();
      low &= ~hosts;
      high = low | hosts;
    } else if (state.skipSymbol(',')) {
      Token second = state.value("the last address");
      high = Ipv4Text.parse(second.text());
      if (high < 0) {
        throw badAddress(second);
      }
    }
    state.expectSymbol(')', "after the addresses");
    return new Filter.Ipv4Range(name, low, high);
  }

  private Filter ipv6Range(String name) {
    state.expectSymbol('(', "after ipv6_range");
    Token first = ipv6();
    String text = first.text();
    int slash = text.indexOf('/');
    Ipv6 low = Ipv6.parse(slash < 0 ? text : text.substring(0, slash));
    if (low == null) {
      throw badIpv6(first);
    }
    Ipv6 high = low;
    if (slash >= 0) {
      OptionalLong bits = Literals.count(text.substring(slash + 1));
      if (bits.isEmpty() || bits.getAsLong() > Ipv6.BITS) {
        throw badIpv6(first);
      }
      high = low.last((int) bits.getAsLong());
      low = low.first((int) bits.getAsLong());
    } else if (state.skipSymbol(',')) {
      Token second = ipv6();
      high = Ipv6.parse(second.text());
      if (high == null) {
        throw badIpv6(second);
      }
    }
    state.expectSymbol(')', "after the addresses");
    return new Filter.Ipv6Range(name, low, high);
  }

  private Token ipv6() {
    state.lexer.widenColons();
    return state.value("an IPv6 address or network");
  }

  private SyntaxException badIpv6(Token token) {
    return state.errorReplace(
        token.describe() + " is no IPv6 address or network such as ::1 or 2001:db8::/32",
        token,
        "2001:db8::/32");
  }

  private SyntaxException badAddress(Token token) {
    return state.errorReplace(
        token.describe() + " is no IPv4 address or network such as 10.0.0.1 or 10.0.0.0/8",
        token,
        "10.0.0.0/8");
  }
}
