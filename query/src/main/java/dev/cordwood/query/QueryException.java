package dev.cordwood.query;

/// A query that cannot be run as it is written, or that went over a limit. The message is for the
/// person who wrote it.
public class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String suggestion;

  /// @param position index of the offending character in the query, or -1 when it is not about one
  ///   place
  /// @param suggestion a query that works, or ""
  public QueryException(String message, int position, String suggestion) {
    super(message);
    this.position = position;
    this.suggestion = suggestion;
  }

  public int position() {
    return position;
  }

  public String suggestion() {
    return suggestion;
  }
}
