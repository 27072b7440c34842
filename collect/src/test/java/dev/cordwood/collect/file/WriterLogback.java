package dev.cordwood.collect.file;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// A process that logs through Logback, as configured by the file that its command names.
final class WriterLogback {
  private WriterLogback() {}

  public static void main(String[] loggers) throws Exception {
    WriterProgram.run(
        loggers,
        (logger, line) -> LoggerFactory.getLogger(logger).info(line),
        () -> ((LoggerContext) LoggerFactory.getILoggerFactory()).stop());
  }

  static SoakProcess start(Path configuration, String... loggers) throws Exception {
    List<String> command =
        new ArrayList<>(
            MatrixFollower.java(
                WriterLogback.class, "-Dlogback.configurationFile=" + configuration));
    command.addAll(List.of(loggers));
    return new SoakProcess(command);
  }
}
