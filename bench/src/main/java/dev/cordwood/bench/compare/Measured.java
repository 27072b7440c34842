package dev.cordwood.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// What the operating system says of this process and of a directory.
final class Measured {
  private Measured() {}

  /// CPU time of this process, all threads, in seconds.
  static double cpuSeconds() {
    OperatingSystemMXBean bean =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return bean.getProcessCpuTime() / 1e9;
  }

  /// Largest resident set so far, in bytes (files mapped into memory and touched count too); 0
  /// where /proc is missing.
  static long peakResidentBytes() {
    return fromStatus("VmHWM:");
  }

  /// Anonymous memory now, in bytes: heap, stacks, buffers, without mapped files.
  static long anonymousBytes() {
    return fromStatus("RssAnon:");
  }

  private static long fromStatus(String key) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  static long bytesUnder(Path directory) throws IOException {
    long[] total = {0};
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            total[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    return total[0];
  }
}
