package dev.cordwood.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Standard output, which may close at any time: `cordwood query … | head`.
final class Output {
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

  private final OutputStream out;

  Output() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  Output(OutputStream stream) {
    out = new BufferedOutputStream(stream, 64 << 10);
  }

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
    return isPipe() || "Broken pipe".equals(failure.getMessage())
        ? new BrokenPipeException()
        : CommandFailure.of("cannot write the output: " + failure.getMessage(), failure);
  }

  /// A pipe fails in no other way than by its reader being gone; what the system says of it may be
  /// in any language.
  private static boolean isPipe() {
    try {
      String target = Files.readSymbolicLink(DESCRIPTOR).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not Linux
    }
  }
}
