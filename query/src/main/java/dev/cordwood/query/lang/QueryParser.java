package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A whole query: options, filter, pipes.
final class QueryParser {
  private static final List<String> OPTIONS =
      List.of(
          "allow_partial_response",
          "concurrency",
          "ignore_global_time_filter",
          "parallel_readers",
          "time_offset");

  private final ParserState state;
  private final FilterParser filters;
  private final PipeParser pipes;

  QueryParser(String source, ParseContext context) {
    this.state = new ParserState(source, context);
    this.filters = new FilterParser(state, this);
    this.pipes = new PipeParser(state, filters, this);
  }

  /// The whole source.
  Query parse() {
    if (state.token().isEnd()) {
      return new Query(QueryOptions.DEFAULT, Filter.ALL, List.of());
    }
    Query query = query();
    checkEnd();
    return query;
  }

  /// The whole source, which is a filter without pipes.
  Filter parseFilter() {
    Filter filter = state.token().isEnd() ? Filter.ALL : filters.parse();
    if (state.token().isSymbol('|')) {
      throw new SyntaxException(
          "only a filter is allowed here, without pipes",
          state.token().start(),
          state.token().start(),
          state.lexer.source().length(),
          "");
    }
    checkEnd();
    return filter;
  }

  private void checkEnd() {
    Token token = state.token();
    if (token.isEnd()) {
      return;
    }
    if (token.isSymbol(')') || token.isSymbol(']') || token.isSymbol('}')) {
      throw state.errorReplace("this '" + token.text() + "' closes nothing", token, "");
    }
    if (token.isSymbol(',')) {
      throw state.errorReplace(
          "a comma has no place here; filters are joined by 'and' and 'or'", token, " ");
    }
    throw state.errorReplace(token.describe() + " has no meaning here", token, "");
  }

  /// A query within another: its names and options are its own.
  Query subquery() {
    Aliases outerAliases = state.aliases;
    long outerOffset = state.timeOffsetNanos;
    state.aliases = new Aliases();
    Query query = state.nested(this::query);
    state.aliases = outerAliases;
    state.timeOffsetNanos = outerOffset;
    return query;
  }

  private Query query() {
    QueryOptions options = inherited();
    if (state.token().isKeyword("options") && state.lexer.peek().isSymbol('(')) {
      options = options();
      state.timeOffsetNanos = options.timeOffsetNanos();
    }
    Filter filter = filters.parse();
    if (filter instanceof Filter.StreamSelector
        || filter instanceof Filter.And and
            && and.filters().getFirst() instanceof Filter.StreamSelector) {
      filter = new LogqlParser(state).lineFilters(filter);
    }
    List<Pipe> list = new ArrayList<>();
    while (state.token().isSymbol('|')) {
      if (list.size() >= state.context.limits().maxPipes()) {
        throw state.error("a query has at most " + state.context.limits().maxPipes() + " pipes");
      }
      state.lexer.advance();
      list.add(pipes.parse(list.isEmpty()));
    }
    return new Query(options, filter, list);
  }

  /// A query within another one looks at the same shifted time, unless it has its own offset.
  private QueryOptions inherited() {
    return new QueryOptions(0, 0, false, false, state.timeOffsetNanos);
  }

  private QueryOptions options() {
    state.lexer.advance();
    state.lexer.advance();
    QueryOptions options = inherited();
    while (!state.token().isSymbol(')')) {
      Token name = state.value("an option's name or ')'");
      if (!OPTIONS.contains(name.lower())) {
        throw state.errorReplace(
            "there is no option " + name.text() + "; options are " + String.join(", ", OPTIONS),
            name,
            Suggestions.closest(name.text(), OPTIONS).orElse("concurrency"));
      }
      boolean hasValue = state.skipSymbol('=');
      options = option(options, name.lower(), hasValue);
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.listError();
      }
    }
    state.lexer.advance();
    return options;
  }

  private QueryOptions option(QueryOptions o, String name, boolean hasValue) {
    return switch (name) {
      case "concurrency" ->
          new QueryOptions(
              threads(name),
              o.parallelReaders(),
              o.ignoreGlobalTimeFilter(),
              o.allowPartialResponse(),
              o.timeOffsetNanos());
      case "parallel_readers" ->
          new QueryOptions(
              o.concurrency(),
              threads(name),
              o.ignoreGlobalTimeFilter(),
              o.allowPartialResponse(),
              o.timeOffsetNanos());
      case "ignore_global_time_filter" ->
          new QueryOptions(
              o.concurrency(),
              o.parallelReaders(),
              !hasValue || flag(),
              o.allowPartialResponse(),
              o.timeOffsetNanos());
      case "allow_partial_response" ->
          new QueryOptions(
              o.concurrency(),
              o.parallelReaders(),
              o.ignoreGlobalTimeFilter(),
              !hasValue || flag(),
              o.timeOffsetNanos());
      default ->
          new QueryOptions(
              o.concurrency(),
              o.parallelReaders(),
              o.ignoreGlobalTimeFilter(),
              o.allowPartialResponse(),
              state.duration("time_offset"));
    };
  }

  private int threads(String name) {
    Token number = state.token();
    long count = state.count(name);
    if (count > Integer.MAX_VALUE) {
      throw state.errorReplace(name + " is too large", number, "8");
    }
    return (int) count;
  }

  private boolean flag() {
    Token value = state.value("true or false");
    return switch (value.text().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw state.errorReplace(
              "this option is true or false, not " + value.describe(), value, "true");
    };
  }
}
