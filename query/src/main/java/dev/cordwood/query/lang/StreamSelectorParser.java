package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;

/// `{app="nginx", env=~"prod.*" or host in ("a", "b")}`
final class StreamSelectorParser {
  private final ParserState state;

  StreamSelectorParser(ParserState state) {
    this.state = state;
  }

  Filter parse() {
    state.expectSymbol('{', "before the stream's fields");
    if (state.skipSymbol('}')) {
      return Filter.ALL;
    }
    List<List<StreamMatcher>> groups = new ArrayList<>();
    List<StreamMatcher> group = new ArrayList<>();
    int count = 0;
    while (true) {
      group.add(matcher());
      state.checkItems(++count);
      if (state.skipSymbol(',') && !state.token().isSymbol('}')) {
        continue;
      }
      if (state.skipKeyword("or")) {
        groups.add(group);
        group = new ArrayList<>();
        continue;
      }
      if (state.skipKeyword("and")) {
        continue;
      }
      if (state.token().isText()) {
        throw state.listError();
      }
      state.expectSymbol('}', "after the stream's fields");
      groups.add(group);
      return new Filter.StreamSelector(groups);
    }
  }

  private StreamMatcher matcher() {
    if (!state.token().isText()) {
      throw state.errorInsert(
          "the name of a stream field is missing; found " + state.token().describe(),
          "service=\"\"");
    }
    Token label = state.lexer.advance();
    if (state.token().isKeyword("in") || state.token().isKeyword("not_in")) {
      boolean in = state.lexer.advance().isKeyword("in");
      return new StreamMatcher(
          label.text(), in ? StreamMatcher.Op.IN : StreamMatcher.Op.NOT_IN, list());
    }
    if (state.token().isKeyword("not") && state.lexer.peek().isKeyword("in")) {
      state.lexer.advance();
      state.lexer.advance();
      return new StreamMatcher(label.text(), StreamMatcher.Op.NOT_IN, list());
    }
    StreamMatcher.Op op = op();
    Token value = state.value("the value of " + label.text());
    if (op == StreamMatcher.Op.MATCH || op == StreamMatcher.Op.NOT_MATCH) {
      state.regexp(value);
    }
    return new StreamMatcher(label.text(), op, List.of(value.text()));
  }

  private StreamMatcher.Op op() {
    Token first = state.token();
    if (first.isSymbol(':')) {
      throw state.errorReplace("a stream's field is compared with '=', not ':'", first, "=");
    }
    if (!first.isSymbol('=') && !first.isSymbol('!')) {
      throw state.errorInsert(
          "'=', '!=', '=~', '!~' or 'in' is missing after the field's name; found "
              + first.describe(),
          "=");
    }
    state.lexer.advance();
    boolean equal = first.isSymbol('=');
    if (state.token().isSymbol('~')) {
      state.lexer.advance();
      return equal ? StreamMatcher.Op.MATCH : StreamMatcher.Op.NOT_MATCH;
    }
    if (equal) {
      return StreamMatcher.Op.EQUAL;
    }
    if (!state.skipSymbol('=')) {
      throw state.errorInsert("'=' or '~' is missing after '!'", "=");
    }
    return StreamMatcher.Op.NOT_EQUAL;
  }

  private List<String> list() {
    state.expectSymbol('(', "before the values");
    List<String> values = new ArrayList<>();
    while (!state.token().isSymbol(')')) {
      values.add(state.value("a value").text());
      state.checkItems(values.size());
      if (!state.skipSymbol(',') && !state.token().isSymbol(')')) {
        throw state.listError();
      }
    }
    state.lexer.advance();
    return values;
  }
}
