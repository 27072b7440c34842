package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;

/// Pipes that choose and name fields.
final class FieldPipeParser {
  private final ParserState state;
  private final ConditionParser conditions;

  FieldPipeParser(ParserState state, ConditionParser conditions) {
    this.state = state;
    this.conditions = conditions;
  }

  Pipe fields() {
    return new FieldPipe.Fields(state.fieldMatches("a field's name"));
  }

  Pipe delete() {
    return new FieldPipe.Delete(state.fieldMatches("the name of a field to delete"));
  }

  Pipe copy() {
    return new FieldPipe.Copy(pairs("copy"));
  }

  Pipe rename() {
    return new FieldPipe.Rename(pairs("rename"));
  }

  Pipe setStreamFields() {
    Filter condition = conditions.parse();
    return new FieldPipe.SetStreamFields(condition, state.fieldMatches("a field's name"));
  }

  private List<FieldPair> pairs(String pipe) {
    List<FieldPair> pairs = new ArrayList<>();
    do {
      FieldMatch from = state.fieldMatch("the name of a field to " + pipe);
      state.skipKeyword("as");
      Token target = state.token();
      FieldMatch to = target(from, target);
      pairs.add(new FieldPair(from, to));
      state.checkItems(pairs.size());
    } while (state.skipSymbol(','));
    return pairs;
  }

  private FieldMatch target(FieldMatch from, Token target) {
    if (target.isSymbol('*')) {
      state.lexer.advance();
      state.aliases.anyMade();
      return samePrefix(from, FieldMatch.ALL, target);
    }
    String name = state.newField("the new name");
    if (state.token().isSymbol('*') && state.token().isGlued()) {
      state.lexer.advance();
      state.aliases.anyMade();
      return samePrefix(from, FieldMatch.startingWith(name), target);
    }
    return samePrefix(from, FieldMatch.field(name), target);
  }

  private FieldMatch samePrefix(FieldMatch from, FieldMatch to, Token target) {
    if (from.prefix() == to.prefix()) {
      return to;
    }
    throw new SyntaxException(
        "both names or none must end in '*': " + from.name() + "* as " + to.name() + "*",
        target.start(),
        to.prefix() ? state.token().start() - 1 : target.end(),
        to.prefix() ? state.token().start() : target.end(),
        to.prefix() ? "" : "*");
  }
}
