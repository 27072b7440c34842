package dev.cordwood.collect.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A process that writes by itself until its standard input ends, and then says for each name how
/// many numbers it has written: `NAME COUNT`.
final class SoakProcess implements SoakWriter {
  private final Process process;

  SoakProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Override
  public Map<String, Integer> stop() throws Exception {
    process.getOutputStream().close();
    Map<String, Integer> written = new TreeMap<>();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      int blank = line.indexOf(' ');
      written.put(line.substring(0, blank), Integer.parseInt(line.substring(blank + 1)));
    }
    int code = process.waitFor();
    if (code != 0 || written.isEmpty()) {
      throw new IOException("the writer ended with %d and said %s".formatted(code, written));
    }
    return written;
  }
}
