package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Loki's users type: `{app="x"} |= "error" != "debug" |~ "re"` is understood; Loki's pipes
/// are answered with ours.
final class LogqlParser {
  private static final Map<String, String> PIPES =
      Map.of(
          "json", "unpack_json",
          "logfmt", "unpack_logfmt",
          "unpack", "unpack_json",
          "line_format", "format",
          "label_format", "format",
          "regexp", "extract_regexp",
          "pattern", "extract",
          "unwrap", "stats sum",
          "drop_labels", "delete");

  private final ParserState state;

  LogqlParser(ParserState state) {
    this.state = state;
  }

  /// The filter with the line filters that follow it.
  Filter lineFilters(Filter filter) {
    List<Filter> filters = new ArrayList<>(List.of(filter));
    while (isLineFilter()) {
      state.lexer.advance();
      Token sign = state.lexer.advance();
      if (sign.isSymbol('>')) {
        throw new SyntaxException(
            "LogQL's pattern filter is written pattern_match(\"...\") here",
            sign.start() - 1,
            sign.start() - 1,
            sign.end(),
            "|~");
      }
      List<Filter> alternatives = new ArrayList<>();
      do {
        Token text = state.value("the text of the line filter");
        alternatives.add(
            sign.isSymbol('=')
                ? new Filter.Regexp(Fields.MESSAGE, com.google.re2j.Pattern.quote(text.text()))
                : new Filter.Regexp(Fields.MESSAGE, state.regexp(text)));
      } while (state.skipKeyword("or"));
      filters.add(Filter.or(alternatives));
      filters.addAll(negatives());
    }
    return Filter.and(filters);
  }

  private boolean isLineFilter() {
    if (!state.token().isSymbol('|')) {
      return false;
    }
    Token next = state.lexer.peek();
    return next.isGlued() && (next.isSymbol('=') || next.isSymbol('~') || next.isSymbol('>'));
  }

  /// `!= "x"` directly after the selector: with a space before the text it is LogQL's "does not
  /// contain", without one our "is not exactly".
  List<Filter> notEqual() {
    Token token = state.token();
    Token next = state.lexer.peek();
    String source = state.lexer.source();
    boolean spaced = next.end() < source.length() && Lexer.isSpace(source.charAt(next.end()));
    return token.isSymbol('!') && next.isSymbol('=') && next.isGlued() && spaced
        ? negatives()
        : List.of();
  }

  /// `!= "x"` and `!~ "re"` between line filters.
  private List<Filter> negatives() {
    List<Filter> filters = new ArrayList<>();
    while (state.token().isSymbol('!')) {
      state.lexer.advance();
      boolean regexp = state.token().isSymbol('~');
      if (!regexp && !state.token().isSymbol('=')) {
        throw state.error("'=' or '~' is missing after '!'");
      }
      state.lexer.advance();
      Token text = state.value("the text of the line filter");
      filters.add(
          new Filter.Not(
              new Filter.Regexp(
                  Fields.MESSAGE,
                  regexp ? state.regexp(text) : com.google.re2j.Pattern.quote(text.text()))));
    }
    return filters;
  }

  /// Our name for one of Loki's pipes.
  static Optional<String> pipe(String name) {
    return Optional.ofNullable(PIPES.get(name));
  }

  static SyntaxException pipeError(ParserState state, Token name, String ours) {
    String source = state.lexer.source();
    if (name.isKeyword("line_format") || name.isKeyword("label_format")) {
      return formatError(state, name);
    }
    if (name.isKeyword("pattern")) {
      return state.errorReplace("LogQL's pattern is called extract here", name, ours);
    }
    int end = name.end();
    String replacement = ours;
    if (name.isKeyword("unwrap")) {
      int fieldEnd = source.indexOf('|', end);
      fieldEnd = fieldEnd < 0 ? source.length() : fieldEnd;
      replacement = "stats sum(" + source.substring(end, fieldEnd).strip() + ")";
      end = fieldEnd;
    }
    return new SyntaxException(
        "LogQL's " + name.text() + " is called " + ours + " here",
        name.start(),
        name.start(),
        end,
        replacement);
  }

  /// `line_format "{{.a}} {{.b}}"` becomes `format "<a> <b>"`; `label_format x="{{.a}}"` becomes
  /// `format "<a>" as x`.
  private static SyntaxException formatError(ParserState state, Token name) {
    String source = state.lexer.source();
    state.lexer.advance();
    Token first = state.token();
    String target = "";
    if (name.isKeyword("label_format") && first.isText()) {
      state.lexer.advance();
      state.skipSymbol('=');
      target = " as " + first.text();
    }
    Token template = state.token();
    String pattern =
        template.isQuoted()
            ? template.text().replaceAll("\\{\\{\\s*\\.([\\w.]{1,100})\\s*}}", "<$1>")
            : "<" + template.text() + ">";
    return new SyntaxException(
        "LogQL's " + name.text() + " is called format here, and fields are written <field>",
        name.start(),
        name.start(),
        Math.min(template.end(), source.length()),
        "format " + Quoting.quote(pattern) + target);
  }
}
