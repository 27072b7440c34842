package dev.cordwood.collect.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;

/// A process that logs through Log4j, as configured by the file that its command names.
final class WriterLog4j {
  private WriterLog4j() {}

  public static void main(String[] loggers) throws Exception {
    WriterProgram.run(
        loggers, (logger, line) -> LogManager.getLogger(logger).info(line), LogManager::shutdown);
  }

  static SoakProcess start(Path configuration, String... loggers) throws Exception {
    List<String> command =
        new ArrayList<>(
            MatrixFollower.java(WriterLog4j.class, "-Dlog4j2.configurationFile=" + configuration));
    command.addAll(List.of(loggers));
    return new SoakProcess(command);
  }
}
