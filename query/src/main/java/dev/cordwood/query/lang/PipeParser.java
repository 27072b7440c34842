package dev.cordwood.query.lang;

import java.util.Optional;

/// What stands after `|`: finds out which pipe it is.
final class PipeParser {
  private final ParserState state;
  private final FilterParser filters;
  private final SelectPipeParser selects;
  private final FieldPipeParser fields;
  private final TransformPipeParser transforms;
  private final StatsParser stats;

  PipeParser(ParserState state, FilterParser filters, QueryParser queries) {
    this.state = state;
    this.filters = filters;
    ConditionParser conditions = new ConditionParser(state, filters);
    this.selects = new SelectPipeParser(state, queries);
    this.fields = new FieldPipeParser(state, conditions);
    this.transforms = new TransformPipeParser(state, conditions);
    this.stats = new StatsParser(state, conditions);
  }

  Pipe parse(boolean first) {
    Token name = state.token();
    if (name.isEnd() || name.isSymbol('|') || name.isSymbol(')')) {
      throw missing(name);
    }
    if (name.kind() != Token.Kind.WORD) {
      return new SelectPipe.Where(filters.parse());
    }
    Token next = state.lexer.peek();
    if (isFilter(name, next)) {
      return new SelectPipe.Where(filters.parse());
    }
    if (StatsFunctions.isName(name.text()) && next.isSymbol('(')) {
      return stats.parse();
    }
    String canonical = PipeNames.canonical(name.text());
    if (!canonical.isEmpty()) {
      return known(canonical, name, first);
    }
    throw unknown(name, next);
  }

  /// The word `filter` may be left out where the filter cannot be taken for a pipe.
  private static boolean isFilter(Token name, Token next) {
    if (PipeNames.canonical(name.text()).equals("filter") && !next.isSymbol(':')) {
      return false;
    }
    return next.isSymbol(':')
        || next.isSymbol('<')
        || next.isSymbol('>')
        || next.isSymbol('=')
        || next.isSymbol('!')
        || name.isKeyword("not")
        || name.text().startsWith("-")
        || FilterFunction.isName(name.text())
            && !PipeNames.all().contains(name.lower())
            && (next.isSymbol('(') || next.isSymbol('['));
  }

  private SyntaxException missing(Token found) {
    int bar = state.lexer.source().lastIndexOf('|', found.start() - 1);
    return new SyntaxException(
        "a pipe is missing after '|', such as limit, sort, stats or fields",
        bar,
        bar,
        found.start(),
        "");
  }

  private Pipe known(String canonical, Token name, boolean first) {
    if (name.isKeyword("by")) {
      return stats.parse();
    }
    state.lexer.advance();
    return switch (canonical) {
      case "filter" -> new SelectPipe.Where(filters.parse());
      case "stats" -> stats.parse();
      case "fields" -> fields.fields();
      case "delete" -> fields.delete();
      case "copy" -> fields.copy();
      case "rename" -> fields.rename();
      case "drop_empty_fields" -> new FieldPipe.DropEmptyFields();
      case "set_stream_fields" -> fields.setStreamFields();
      case "limit" -> selects.limit(name);
      case "offset" -> new SelectPipe.Offset(state.count("the number of lines to skip"));
      case "sample" -> selects.sample();
      case "sort" -> selects.sort();
      case "first" -> selects.first(false);
      case "last" -> selects.first(true);
      case "uniq" -> selects.uniq();
      case "top" -> selects.top();
      case "facets" -> selects.facets();
      case "field_names" -> selects.fieldNames();
      case "field_values" -> selects.fieldValues();
      case "stream_context" -> selects.streamContext(name, first);
      case "join" -> selects.join();
      case "union" -> selects.union();
      case "blocks_count" -> selects.blocksCount();
      case "block_stats" -> selects.blockStats();
      case "generate_sequence" -> selects.generateSequence();
      case "extract" -> transforms.extract();
      case "extract_regexp" -> transforms.extractRegexp();
      case "unpack_json" -> transforms.unpackJson();
      case "unpack_logfmt" -> transforms.unpackLogfmt();
      case "unpack_syslog" -> transforms.unpackSyslog();
      case "unpack_words" -> transforms.unpackWords();
      case "format" -> transforms.format();
      case "replace" -> transforms.replace();
      case "replace_regexp" -> transforms.replaceRegexp();
      case "math" -> transforms.math();
      case "collapse_nums" -> transforms.collapseNums();
      case "decolorize" -> transforms.decolorize();
      case "pack_json" -> transforms.packJson();
      case "pack_logfmt" -> transforms.packLogfmt();
      case "unroll" -> transforms.unroll();
      case "len" -> transforms.len();
      case "hash" -> transforms.hash();
      case "json_array_len" -> transforms.jsonArrayLen();
      case "json_array_concat" -> transforms.jsonArrayConcat();
      case "split" -> transforms.split();
      case "time_add" -> transforms.timeAdd();
      default -> throw unknown(name, state.token());
    };
  }

  private SyntaxException unknown(Token name, Token next) {
    Optional<String> translated = LogqlParser.pipe(name.lower());
    if (translated.isPresent()) {
      return LogqlParser.pipeError(state, name, translated.get());
    }
    if (next.isSymbol('(') && next.isGlued()) {
      Optional<String> function = Suggestions.closest(name.text(), StatsFunctions.NAMES);
      if (function.isPresent()) {
        return state.errorReplace(
            "there is no function " + name.text() + "; did you mean " + function.get() + "?",
            name,
            function.get());
      }
    }
    Optional<String> pipe = Suggestions.closest(name.text(), PipeNames.all());
    if (pipe.isPresent()) {
      return state.errorReplace(
          "there is no pipe " + name.text() + "; did you mean " + pipe.get() + "?",
          name,
          pipe.get());
    }
    return state.errorReplace(
        "there is no pipe "
            + name.text()
            + "; to keep the lines that match, write filter before it",
        name,
        "filter " + name.text());
  }
}
