package dev.cordwood.collect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Answers of an [Intake].
public final class Appends {
  private Appends() {}

  /// Waits for the answer.
  ///
  /// @return why the rows are not durable, or null when they are
  public static @Nullable Throwable failure(CompletableFuture<Void> answer) {
    try {
      answer.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
  }
}
