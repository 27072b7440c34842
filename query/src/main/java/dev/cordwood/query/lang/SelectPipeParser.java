package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pipes that choose, order, count or add rows.
final class SelectPipeParser {
  private final ParserState state;
  private final QueryParser queries;

  SelectPipeParser(ParserState state, QueryParser queries) {
    this.state = state;
    this.queries = queries;
  }

  Pipe limit(Token name) {
    Token token = state.token();
    boolean ends = token.isEnd() || token.isSymbol('|') || token.isSymbol(')');
    return new SelectPipe.Limit(
        ends && name.isKeyword("head")
            ? SelectPipe.DEFAULT_HEAD
            : state.count("the number of lines"));
  }

  Pipe sample() {
    Token number = state.token();
    long every = state.count("the number after sample");
    if (every == 0) {
      throw state.errorReplace("sample 100 keeps one line of 100; 0 is not possible", number, "1");
    }
    return new SelectPipe.Sample(every);
  }

  Pipe sort() {
    List<SortKey> keys = new ArrayList<>();
    if (state.skipKeyword("by") || state.token().isSymbol('(')) {
      keys = sortKeys();
    } else if (state.token().isText() && !isSortOption()) {
      // sort _time desc
      keys = bareSortKeys();
    }
    boolean descending = false;
    if (state.skipKeyword("desc")) {
      descending = true;
    } else {
      state.skipKeyword("asc");
    }
    return sortOptions(keys, descending, 0);
  }

  private boolean isSortOption() {
    Token token = state.token();
    return token.isKeyword("desc")
        || token.isKeyword("asc")
        || token.isKeyword("limit")
        || token.isKeyword("offset")
        || token.isKeyword("partition")
        || token.isKeyword("rank");
  }

  /// `first 10 by (field) partition by (host)`; `last` sorts the other way round.
  Pipe first(boolean last) {
    long limit = state.countIfThere().orElse(1L);
    List<SortKey> keys = new ArrayList<>();
    if (state.skipKeyword("by") || state.token().isSymbol('(')) {
      keys = sortKeys();
    }
    return sortOptions(keys, last, Math.max(limit, 1));
  }

  private SelectPipe.Sort sortOptions(List<SortKey> keys, boolean reverse, long defaultLimit) {
    List<String> partition = List.of();
    long offset = 0;
    long limit = defaultLimit;
    String rank = "";
    while (true) {
      if (state.skipKeyword("partition")) {
        state.skipKeyword("by");
        partition = state.fieldsInParentheses("partition by");
      } else if (state.skipKeyword("offset")) {
        offset = state.count("the offset");
      } else if (state.skipKeyword("limit")) {
        limit = state.count("the limit");
      } else if (state.token().isKeyword("rank")) {
        rank = rank();
      } else {
        break;
      }
    }
    List<SortKey> base = keys.isEmpty() ? List.of(new SortKey(Fields.TIME, false)) : keys;
    List<SortKey> turned =
        base.stream().map(k -> new SortKey(k.field(), k.descending() != reverse)).toList();
    return new SelectPipe.Sort(turned, partition, offset, limit, rank);
  }

  private String rank() {
    state.lexer.advance();
    if (state.skipKeyword("as")) {
      return state.newField("the name after 'rank as'");
    }
    Token token = state.token();
    if (token.isText() && !isSortOption() && !token.isKeyword("hits")) {
      return state.newField("the name after 'rank'");
    }
    state.aliases.made("rank");
    return "rank";
  }

  private List<SortKey> sortKeys() {
    if (!state.token().isSymbol('(')) {
      return bareSortKeys();
    }
    state.lexer.advance();
    List<SortKey> keys = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      keys.add(sortKey());
      state.checkItems(keys.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.listError();
      }
    }
    state.lexer.advance();
    return keys;
  }

  private List<SortKey> bareSortKeys() {
    List<SortKey> keys = new ArrayList<>();
    do {
      keys.add(sortKey());
      state.checkItems(keys.size());
    } while (state.skipSymbol(','));
    return keys;
  }

  SortKey sortKey() {
    Token token = state.token();
    if (token.kind() == Token.Kind.WORD
        && token.text().length() > 1
        && token.text().charAt(0) == '-') {
      throw state.errorReplace(
          "the order is written behind the field: " + token.text().substring(1) + " desc",
          token,
          token.text().substring(1) + " desc");
    }
    String field = state.field("the name of a field to sort by");
    boolean descending = state.skipKeyword("desc");
    if (!descending) {
      state.skipKeyword("asc");
    }
    return new SortKey(field, descending);
  }

  Pipe uniq() {
    List<String> fields = by("uniq");
    String hits = "";
    long limit = 0;
    while (true) {
      if (state.skipKeyword("with")) {
        if (!state.token().isKeyword("hits")) {
          throw state.errorInsert("'hits' is missing after 'with'", "hits ");
        }
      } else if (state.token().isKeyword("hits")) {
        hits = hits();
      } else if (state.skipKeyword("limit")) {
        limit = state.count("the limit");
      } else {
        return new SelectPipe.Uniq(fields, hits, limit);
      }
    }
  }

  private String hits() {
    state.lexer.advance();
    if (state.skipKeyword("as")) {
      return state.newField("the name after 'hits as'");
    }
    return "hits";
  }

  Pipe top() {
    long limit = state.countIfThere().orElse((long) SelectPipe.DEFAULT_TOP);
    List<String> fields = by("top");
    String hits = "hits";
    String rank = "";
    while (true) {
      if (state.skipKeyword("with")) {
        continue;
      }
      if (state.token().isKeyword("hits")) {
        hits = hits();
      } else if (state.token().isKeyword("rank")) {
        rank = rank();
      } else if (state.skipKeyword("limit")) {
        limit = state.count("the limit");
      } else {
        return new SelectPipe.Top(limit, fields, hits, rank);
      }
    }
  }

  /// `by (a, b)`, `(a, b)`, `by a, b`, or nothing for all fields.
  private List<String> by(String pipe) {
    boolean by = state.skipKeyword("by");
    if (state.token().isSymbol('(')) {
      return state.fieldsInParentheses("by");
    }
    Token token = state.token();
    if (!by
        && (!token.isText()
            || token.isKeyword("limit")
            || token.isKeyword("hits")
            || token.isKeyword("with")
            || token.isKeyword("rank"))) {
      return List.of();
    }
    List<String> fields = new ArrayList<>();
    do {
      fields.add(state.field("a field's name after " + pipe + " by"));
      state.checkItems(fields.size());
    } while (state.skipSymbol(','));
    return fields;
  }

  Pipe facets() {
    long limit = state.countIfThere().orElse((long) SelectPipe.DEFAULT_FACETS);
    long maxValues = SelectPipe.DEFAULT_FACET_VALUES;
    long maxLength = SelectPipe.DEFAULT_FACET_VALUE_LENGTH;
    boolean keepConstants = false;
    while (true) {
      if (state.skipKeyword("max_values_per_field")) {
        maxValues = state.count("max_values_per_field");
      } else if (state.skipKeyword("max_value_len")) {
        maxLength = state.count("max_value_len");
      } else if (state.skipKeyword("keep_const_fields")) {
        keepConstants = true;
      } else {
        state.aliases.anyMade();
        return new SelectPipe.Facets(limit, maxValues, maxLength, keepConstants);
      }
    }
  }

  Pipe fieldNames() {
    Optional<String> name = name();
    return new SelectPipe.FieldNames(name.orElse("name"));
  }

  private Optional<String> name() {
    if (state.skipKeyword("as") || state.token().isText()) {
      return Optional.of(state.newField("the name after 'as'"));
    }
    return Optional.empty();
  }

  Pipe fieldValues() {
    String field = state.field("the name of the field");
    long limit = state.skipKeyword("limit") ? state.count("the limit") : 0;
    return new SelectPipe.FieldValues(field, limit);
  }

  Pipe streamContext(Token name, boolean first) {
    if (!first) {
      throw new SyntaxException(
          "stream_context must be the first pipe, directly after the filter", name.start());
    }
    long before = 0;
    long after = 0;
    long window = SelectPipe.DEFAULT_CONTEXT_WINDOW_NANOS;
    boolean given = false;
    while (true) {
      if (state.skipKeyword("before")) {
        before = state.count("the number of lines before");
        given = true;
      } else if (state.skipKeyword("after")) {
        after = state.count("the number of lines after");
        given = true;
      } else if (state.skipKeyword("time_window")) {
        window = state.duration("time_window");
      } else {
        break;
      }
    }
    if (!given) {
      throw state.errorInsert(
          "stream_context needs 'before' or 'after' and a number of lines", "before 5 after 5");
    }
    return new SelectPipe.StreamContext(before, after, window);
  }

  Pipe join() {
    state.skipKeyword("by");
    if (state.token().isKeyword("on")) {
      throw state.errorReplace("join takes 'by (fields)', not 'on'", state.token(), "by");
    }
    List<String> by = state.fieldsInParentheses("join by");
    if (by.isEmpty()) {
      throw new SyntaxException("join needs at least one field", state.token().start());
    }
    Query query = subquery("join");
    boolean inner = false;
    String prefix = "";
    while (true) {
      if (state.skipKeyword("inner")) {
        inner = true;
      } else if (state.skipKeyword("prefix")) {
        prefix = state.value("the prefix").text();
      } else {
        state.aliases.anyMade();
        return new SelectPipe.Join(by, query, inner, prefix);
      }
    }
  }

  Pipe union() {
    return new SelectPipe.Union(subquery("union"));
  }

  private Query subquery(String pipe) {
    Token open = state.token();
    if (!open.isSymbol('(')) {
      throw new SyntaxException(
          "the query of " + pipe + " stands in parentheses; found " + open.describe(),
          open.start());
    }
    state.lexer.advance();
    Query query = queries.subquery();
    if (!state.token().isSymbol(')')) {
      throw state.errorInsert("the '(' at position " + open.start() + " is never closed", ")");
    }
    state.lexer.advance();
    return query;
  }

  Pipe blocksCount() {
    return new SelectPipe.BlocksCount(name().orElse("blocks_count"));
  }

  Pipe generateSequence() {
    state.aliases.made(Fields.MESSAGE);
    return new SelectPipe.GenerateSequence(state.count("the number of rows"));
  }

  Pipe blockStats() {
    state.aliases.anyMade();
    return new SelectPipe.BlockStats();
  }
}
