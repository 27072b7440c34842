package dev.cordwood.store;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells a full disk from other failures. Java has no type for it, only the system's text.
final class NoSpace {
  private NoSpace() {}

  static boolean is(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof StoreFullException
          || text.contains("no space left")
          || text.contains("not enough space")
          || text.contains("quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  /// A failure for one caller: its own object, since several callers may share the cause.
  static IOException explain(String what, IOException cause) {
    String message = what + ": " + cause.getMessage();
    IOException explained =
        is(cause) ? new StoreFullException(message) : new IOException(message, cause);
    if (explained.getCause() == null) {
      explained.initCause(cause);
    }
    return explained;
  }
}
