package dev.cordwood.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Standard output, which may close at any time: `cordwood query … | head`.
final class Output {
  private final OutputStream out =
      new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 64 << 10);

  /// @throws BrokenPipeException when nobody reads any more
  void print(CharSequence text) {
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /// @throws BrokenPipeException when nobody reads any more
  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private static RuntimeException gone(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Broken pipe") || message.contains("Pipe")
        ? new BrokenPipeException()
        : CommandFailure.of("cannot write the output: " + message, failure);
  }
}
