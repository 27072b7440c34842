package dev.cordwood.query.lang;

import dev.cordwood.query.QueryException;
import java.util.Optional;
import java.util.function.Function;

/// Parses, and when that fails looks for a query nearby that works: it applies the edit that the
/// parser proposes, again and again, for a query may have more than one mistake.
final class QueryRepair {
  private static final int MAX_EDITS = 8;

  private QueryRepair() {}

  static Query parse(String text, ParseContext context) {
    return run(text, context, source -> new QueryParser(source, context).parse());
  }

  static Filter parseFilter(String text, ParseContext context) {
    return run(text, context, source -> new QueryParser(source, context).parseFilter());
  }

  private static <T> T run(String text, ParseContext context, Function<String, T> parser) {
    checkLength(text, context);
    Optional<QueryException> foreign = ForeignLanguages.recognize(text, context);
    if (foreign.isPresent()) {
      throw foreign.get();
    }
    try {
      return parser.apply(text);
    } catch (SyntaxException e) {
      throw new QueryException(
          e.text(), Math.min(e.position(), text.length()), repair(text, e, context, parser));
    }
  }

  private static void checkLength(String text, ParseContext context) {
    int max = context.limits().maxLength();
    if (text.length() > max) {
      throw new QueryException(
          "the query has " + text.length() + " characters; " + max + " are allowed", max, "");
    }
  }

  private static <T> String repair(
      String text, SyntaxException first, ParseContext context, Function<String, T> parser) {
    String candidate = text;
    SyntaxException problem = first;
    for (int i = 0; i < MAX_EDITS && problem.hasFix(); i++) {
      candidate = problem.fix(candidate);
      if (candidate.length() > context.limits().maxLength()) {
        return "";
      }
      try {
        T unused = parser.apply(candidate); // only whether it parses counts
        return candidate.strip();
      } catch (SyntaxException e) {
        problem = e;
      }
    }
    return "";
  }
}
