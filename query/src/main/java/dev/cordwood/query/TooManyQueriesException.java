package dev.cordwood.query;

/// As many queries are running and waiting as may. The same query may work a moment later.
public final class TooManyQueriesException extends QueryException {
  private static final long serialVersionUID = 1L;

  TooManyQueriesException(String message) {
    super(message, -1, "");
  }
}
