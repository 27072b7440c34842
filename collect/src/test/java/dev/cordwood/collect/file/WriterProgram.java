package dev.cordwood.collect.file;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// What a process does that logs through a library: numbered lines to each of some loggers, until
/// its standard input ends, as [SoakProcess] wants it.
final class WriterProgram {
  private WriterProgram() {}

  /// @param log takes the name of a logger and a line for it
  /// @param end flushes and closes
  static void run(String[] loggers, BiConsumer<String, String> log, Runnable end)
      throws IOException, InterruptedException {
    Map<String, Integer> written = new LinkedHashMap<>();
    int number = 0;
    Thread input = Thread.ofPlatform().daemon().start(WriterProgram::awaitEndOfInput);
    while (input.isAlive()) {
      for (int i = 0; i < SoakWriter.BURST; i++, number++) {
        for (String logger : loggers) {
          for (int times = SoakLine.times(number); times > 0; times--) {
            log.accept(logger, SoakLine.text(logger, number));
          }
        }
      }
      TimeUnit.NANOSECONDS.sleep(SoakWriter.PAUSE_NANOS);
    }
    end.run();
    for (String logger : loggers) {
      written.put(logger, number);
    }
    written.forEach((logger, numbers) -> System.out.println(logger + " " + numbers));
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // as if it had ended
    }
  }
}
