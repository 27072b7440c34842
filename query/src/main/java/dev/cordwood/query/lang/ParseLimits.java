package dev.cordwood.query.lang;

/// What a query may cost the parser. Beyond a limit the query is refused with the place where it
/// went over.
///
/// @param maxLength characters of the whole query
/// @param maxDepth parentheses, `NOT`s, subqueries and formulas within each other
/// @param maxItems elements of one list: values of `in(...)`, fields, terms of one `AND` or `OR`
/// @param maxPipes pipes of one query, subqueries not counted
public record ParseLimits(int maxLength, int maxDepth, int maxItems, int maxPipes) {
  public static final int MAX_LENGTH = 64 * 1024;
  public static final int MAX_DEPTH = 100;
  public static final int MAX_ITEMS = 10_000;
  public static final int MAX_PIPES = 100;

  /// Characters and classes of a regular expression with its repetitions written out: `(ab){100}`
  /// has 200. What a compiled expression takes in memory grows with it.
  public static final int MAX_REGEXP_SIZE = 10_000;

  public static final ParseLimits DEFAULT =
      new ParseLimits(MAX_LENGTH, MAX_DEPTH, MAX_ITEMS, MAX_PIPES);
}
