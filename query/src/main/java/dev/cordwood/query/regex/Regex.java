package dev.cordwood.query.regex;

import dev.cordwood.query.QueryException;
import java.util.List;

/// A regular expression in RE2 syntax, ready to search bytes of UTF-8 in linear time. Immutable;
/// each thread takes a [#matcher] of its own.
///
/// Expressions are compiled to an automaton over bytes rather than run by a backtracking engine,
/// which a hostile pattern or line can keep busy for years.
public final class Regex {
  private static final int MAX_SHOWN = 100;

  private final RegexProgram program;
  private final List<String> literals;
  private final List<List<String>> branches;

  private Regex(RegexProgram program, List<String> literals, List<List<String>> branches) {
    this.program = program;
    this.literals = List.copyOf(literals);
    this.branches = List.copyOf(branches);
  }

  /// @throws QueryException when the expression is not in RE2 syntax, or too large
  public static Regex compile(String expression) {
    try {
      RegexNode node = RegexParser.parse(expression);
      RegexProgram program = RegexCompiler.compile(node);
      List<List<String>> branches =
          node instanceof RegexNode.Alternate alternate
              ? alternate.branches().stream().map(RequiredLiterals::of).toList()
              : List.of(RequiredLiterals.of(node));
      return new Regex(program, RequiredLiterals.of(node), branches);
    } catch (RegexSyntaxException e) {
      throw new QueryException(
          "the regular expression `"
              + abbreviated(expression)
              + "` cannot be used: "
              + e.getMessage()
              + " (at character "
              + (e.position() + 1)
              + ")",
          -1,
          "");
    }
  }

  private static String abbreviated(String expression) {
    return expression.length() <= MAX_SHOWN ? expression : expression.substring(0, MAX_SHOWN) + "…";
  }

  /// @param check called now and then while text is searched; what it throws ends the search
  public RegexMatcher matcher(Runnable check) {
    return new AutomatonMatcher(program, check);
  }

  /// Pieces of text that every match has in it, in any case, in this order.
  public List<String> literals() {
    return literals;
  }

  /// As [#literals], but for each of the alternatives `a|b|c` that the whole expression is, or for
  /// the only one.
  public List<List<String>> branches() {
    return branches;
  }
}
