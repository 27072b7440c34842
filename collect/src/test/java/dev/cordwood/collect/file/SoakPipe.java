package dev.cordwood.collect.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes into the standard input of a program that makes files of it.
final class SoakPipe implements SoakWriter {
  private final String name;
  private final Process program;
  private final SoakLoop writing;
  private int written;

  SoakPipe(String name, List<String> command) throws IOException {
    this.name = name;
    program = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    writing = new SoakLoop(name, PAUSE_NANOS, this::write);
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < BURST; i++, written++) {
      for (int times = SoakLine.times(written); times > 0; times--) {
        text.append(SoakLine.text(name, written)).append('\n');
      }
    }
    OutputStream input = program.getOutputStream();
    input.write(text.toString().getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  @Override
  public Map<String, Integer> stop() throws Exception {
    writing.stop();
    program.getOutputStream().close();
    int code = program.waitFor();
    if (code != 0) {
      throw new IOException("%s ended with %d".formatted(name, code));
    }
    return Map.of(name, written);
  }
}
