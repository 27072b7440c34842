package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;

/// Pipes that compute fields of a row from its other fields.
final class TransformPipeParser {
  private final ParserState state;
  private final ConditionParser conditions;
  private final MathParser formulas;

  TransformPipeParser(ParserState state, ConditionParser conditions) {
    this.state = state;
    this.conditions = conditions;
    this.formulas = new MathParser(state);
  }

  /// What may stand in any order at the end of a pipe.
  private static final class Flags {
    boolean keepOriginal;
    boolean skipEmpty;
  }

  private boolean skipFlag(Flags flags) {
    if (state.skipKeyword("keep_original_fields")) {
      flags.keepOriginal = true;
      return true;
    }
    if (state.skipKeyword("skip_empty_results")) {
      flags.skipEmpty = true;
      return true;
    }
    return false;
  }

  private String from() {
    return state.skipKeyword("from")
        ? state.field("the name of the field after 'from'")
        : Fields.MESSAGE;
  }

  private String at() {
    return state.skipKeyword("at")
        ? state.field("the name of the field after 'at'")
        : Fields.MESSAGE;
  }

  private Token pattern(String pipe) {
    if (!state.token().isQuoted()) {
      Token token = state.token();
      if (token.kind() == Token.Kind.WORD && token.isKeyword("from") || !token.isText()) {
        throw state.errorInsert(
            "the pattern in quotes is missing after " + pipe + "; found " + token.describe(),
            "\"<value> \" ");
      }
    }
    return state.lexer.advance();
  }

  Pipe extract() {
    Filter condition = conditions.parse();
    Token pattern = pattern("extract");
    checkPlaceholders(pattern);
    String from = from();
    Flags flags = new Flags();
    while (skipFlag(flags)) {}
    state.aliases.anyMade();
    return new TransformPipe.Extract(
        condition, pattern.text(), from, flags.keepOriginal, flags.skipEmpty);
  }

  /// A pattern without a name extracts nothing; two placeholders side by side cannot be told apart.
  private void checkPlaceholders(Token pattern) {
    String text = pattern.text();
    int open = text.indexOf('<');
    if (open < 0 || text.indexOf('>', open) < 0) {
      throw state.errorReplace(
          "the pattern has no <field> in it, so that nothing is extracted",
          pattern,
          Quoting.quote(text + "<value>"));
    }
    int adjacent = text.indexOf("><");
    if (adjacent >= 0) {
      throw state.errorReplace(
          "two fields of the pattern stand side by side; put the text between them",
          pattern,
          Quoting.quote(text.replace("><", "> <")));
    }
  }

  Pipe extractRegexp() {
    Filter condition = conditions.parse();
    Token pattern = pattern("extract_regexp");
    state.regexp(pattern);
    if (!pattern.text().contains("(?P<") && !pattern.text().contains("(?<")) {
      throw state.errorReplace(
          "the regular expression has no named group such as (?P<ip>[0-9.]+)",
          pattern,
          Quoting.quote("(?P<value>" + pattern.text() + ")"));
    }
    String from = from();
    Flags flags = new Flags();
    while (skipFlag(flags)) {}
    state.aliases.anyMade();
    return new TransformPipe.ExtractRegexp(
        condition, pattern.text(), from, flags.keepOriginal, flags.skipEmpty);
  }

  /// The options of `unpack_json` and `unpack_logfmt`.
  private final class Unpack {
    final Filter condition = conditions.parse();
    final String from = unpackFrom();
    final Flags flags = new Flags();
    List<FieldMatch> fields = List.of();
    String prefix = "";

    Unpack() {
      while (true) {
        if (state.skipKeyword("fields")) {
          fields = literalFields();
        } else if (state.skipKeyword("result_prefix")) {
          prefix = state.value("the prefix").text();
        } else if (!skipFlag(flags)) {
          break;
        }
      }
      if (fields.contains(FieldMatch.ALL)) {
        fields = List.of();
      }
      state.aliases.anyMade();
    }

    /// Names inside of the text, for which aliases do not hold.
    private List<FieldMatch> literalFields() {
      Aliases outer = state.aliases;
      state.aliases = new Aliases();
      state.aliases.anyMade();
      List<FieldMatch> names = state.fieldMatches("a field's name");
      state.aliases = outer;
      return names;
    }
  }

  /// `from` may be left out before the field.
  private String unpackFrom() {
    if (state.skipKeyword("from")) {
      return state.field("the name of the field after 'from'");
    }
    Token token = state.token();
    boolean name =
        token.isText()
            && !token.isKeyword("fields")
            && !token.isKeyword("result_prefix")
            && !token.isKeyword("keep_original_fields")
            && !token.isKeyword("skip_empty_results")
            && !token.isKeyword("offset")
            && !token.isKeyword("as")
            && !token.isKeyword("drop_duplicates");
    return name ? state.field("a field's name") : Fields.MESSAGE;
  }

  Pipe unpackJson() {
    Unpack o = new Unpack();
    return new TransformPipe.UnpackJson(
        o.condition, o.from, o.fields, o.prefix, o.flags.keepOriginal, o.flags.skipEmpty);
  }

  Pipe unpackLogfmt() {
    Unpack o = new Unpack();
    return new TransformPipe.UnpackLogfmt(
        o.condition, o.from, o.fields, o.prefix, o.flags.keepOriginal, o.flags.skipEmpty);
  }

  Pipe unpackSyslog() {
    Filter condition = conditions.parse();
    String from = unpackFrom();
    long offset = 0;
    String prefix = "";
    boolean keepOriginal = false;
    while (true) {
      if (state.skipKeyword("offset")) {
        offset = state.duration("the offset");
      } else if (state.skipKeyword("result_prefix")) {
        prefix = state.value("the prefix").text();
      } else if (state.skipKeyword("keep_original_fields")) {
        keepOriginal = true;
      } else {
        state.aliases.anyMade();
        return new TransformPipe.UnpackSyslog(condition, from, offset, prefix, keepOriginal);
      }
    }
  }

  Pipe unpackWords() {
    String from = unpackFrom();
    String to = state.skipKeyword("as") ? state.newField("the name after 'as'") : from;
    boolean dropDuplicates = state.skipKeyword("drop_duplicates");
    return new TransformPipe.UnpackWords(from, to, dropDuplicates);
  }

  Pipe format() {
    Filter condition = conditions.parse();
    Token pattern = pattern("format");
    String to = state.skipKeyword("as") ? state.newField("the name after 'as'") : Fields.MESSAGE;
    Flags flags = new Flags();
    while (skipFlag(flags)) {}
    return new TransformPipe.Format(
        condition, pattern.text(), to, flags.keepOriginal, flags.skipEmpty);
  }

  Pipe replace() {
    Filter condition = conditions.parse();
    state.expectSymbol('(', "after replace: write replace (\"old\", \"new\")");
    Token old = state.value("the text to replace");
    state.expectSymbol(',', "between the old and the new text");
    Token replacement = state.value("the new text");
    state.expectSymbol(')', "after the new text");
    String field = at();
    long limit = state.skipKeyword("limit") ? state.count("the limit") : 0;
    return new TransformPipe.Replace(condition, old.text(), replacement.text(), field, limit);
  }

  Pipe replaceRegexp() {
    Filter condition = conditions.parse();
    state.expectSymbol('(', "after replace_regexp: write replace_regexp (\"old\", \"new\")");
    Token pattern = state.value("the regular expression");
    state.regexp(pattern);
    state.expectSymbol(',', "between the regular expression and the new text");
    Token replacement = state.value("the new text");
    state.expectSymbol(')', "after the new text");
    String field = at();
    long limit = state.skipKeyword("limit") ? state.count("the limit") : 0;
    return new TransformPipe.ReplaceRegexp(
        condition, pattern.text(), replacement.text(), field, limit);
  }

  Pipe math() {
    List<MathEntry> entries = new ArrayList<>();
    do {
      entries.add(formulas.entry());
      state.checkItems(entries.size());
    } while (state.skipSymbol(','));
    return new TransformPipe.Math(entries);
  }

  Pipe collapseNums() {
    Filter condition = conditions.parse();
    boolean prettify = state.skipKeyword("prettify");
    String field = at();
    prettify |= state.skipKeyword("prettify");
    return new TransformPipe.CollapseNums(condition, field, prettify);
  }

  Pipe decolorize() {
    if (state.token().isKeyword("at")) {
      return new TransformPipe.Decolorize(at());
    }
    return new TransformPipe.Decolorize(
        state.token().isText() ? state.field("a field's name") : Fields.MESSAGE);
  }

  Pipe packJson() {
    List<FieldMatch> fields = packedFields();
    return new TransformPipe.PackJson(fields, packTarget());
  }

  Pipe packLogfmt() {
    List<FieldMatch> fields = packedFields();
    return new TransformPipe.PackLogfmt(fields, packTarget());
  }

  private List<FieldMatch> packedFields() {
    if (!state.skipKeyword("fields")) {
      return List.of();
    }
    List<FieldMatch> fields = state.fieldMatches("a field's name");
    return fields.contains(FieldMatch.ALL) ? List.of() : fields;
  }

  private String packTarget() {
    return state.skipKeyword("as") || state.token().isText()
        ? state.newField("the name after 'as'")
        : Fields.MESSAGE;
  }

  Pipe unroll() {
    Filter condition = conditions.parse();
    state.skipKeyword("by");
    if (state.token().isSymbol('(')) {
      List<String> fields = state.fieldsInParentheses("unroll by");
      if (fields.isEmpty()) {
        throw state.error("unroll needs at least one field");
      }
      return new TransformPipe.Unroll(condition, fields);
    }
    List<String> fields = new ArrayList<>();
    do {
      fields.add(state.field("the name of a field to unroll"));
      state.checkItems(fields.size());
    } while (state.skipSymbol(','));
    return new TransformPipe.Unroll(condition, fields);
  }

  /// `(field) as name`, with the parentheses and `as` optional.
  private String[] call(String pipe) {
    boolean parentheses = state.skipSymbol('(');
    String field = state.field("the field's name after " + pipe);
    if (parentheses) {
      state.expectSymbol(')', "after the field's name");
    }
    boolean named = state.skipKeyword("as") || state.token().isText();
    String to = named ? state.newField("the name after 'as'") : Fields.MESSAGE;
    return new String[] {field, to};
  }

  Pipe len() {
    String[] call = call("len");
    return new TransformPipe.Len(call[0], call[1]);
  }

  Pipe hash() {
    String[] call = call("hash");
    return new TransformPipe.Hash(call[0], call[1]);
  }

  Pipe jsonArrayLen() {
    String[] call = call("json_array_len");
    return new TransformPipe.JsonArrayLen(call[0], call[1]);
  }

  Pipe jsonArrayConcat() {
    Token separator = pattern("json_array_concat");
    String from = unpackFrom();
    String to = state.skipKeyword("as") ? state.newField("the name after 'as'") : from;
    return new TransformPipe.JsonArrayConcat(separator.text(), from, to);
  }

  Pipe split() {
    Token separator = pattern("split");
    String from = unpackFrom();
    String to = state.skipKeyword("as") ? state.newField("the name after 'as'") : from;
    return new TransformPipe.Split(separator.text(), from, to);
  }

  Pipe timeAdd() {
    long nanos = state.duration("the time to add");
    String field =
        state.skipKeyword("at") ? state.field("the name of the field after 'at'") : Fields.TIME;
    return new TransformPipe.TimeAdd(field, nanos);
  }
}
