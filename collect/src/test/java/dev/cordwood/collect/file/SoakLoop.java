package dev.cordwood.collect.file;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A thread that does the same over and over, with a pause after each time.
final class SoakLoop {
  /// What it does.
  interface Step {
    void run() throws Exception;
  }

  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Exception failure;

  SoakLoop(String name, long pauseNanos, Step step) {
    thread =
        Thread.ofPlatform()
            .name(name)
            .start(() -> {
              try {
                while (!stopping) {
                  step.run();
                  TimeUnit.NANOSECONDS.sleep(pauseNanos); // parking may end early
                }
              } catch (Exception e) {
                failure = e;
              }
            });
  }

  void stop() throws Exception {
    stopping = true;
    thread.join();
    Exception failed = failure;
    if (failed != null) {
      throw new IllegalStateException(thread.getName() + " failed: " + failed.getMessage(), failed);
    }
  }
}
