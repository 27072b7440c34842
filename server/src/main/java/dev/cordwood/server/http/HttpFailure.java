package dev.cordwood.server.http;

import org.jspecify.annotations.Nullable;

/// A request that is answered with an error: the status and a message for the person behind it.
final class HttpFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterSeconds;

  private HttpFailure(int status, String message, int retryAfterSeconds, @Nullable Throwable why) {
    super(message, why, false, false);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static HttpFailure badRequest(String message) {
    return new HttpFailure(400, message, 0, null);
  }

  static HttpFailure of(int status, String message) {
    return new HttpFailure(status, message, 0, null);
  }

  static HttpFailure retryLater(int status, String message, int seconds) {
    return new HttpFailure(status, message, seconds, null);
  }

  int status() {
    return status;
  }

  /// 0 when coming back later is not the cure.
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
