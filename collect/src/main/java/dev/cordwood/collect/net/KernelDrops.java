package dev.cordwood.collect.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Datagrams that Linux has dropped because a socket's receive buffer was full, from
/// `/proc/net/udp` and `/proc/net/udp6`.
final class KernelDrops {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  private final String port;

  KernelDrops(int port) {
    this.port = ":%04X".formatted(port);
  }

  /// Of all sockets on the port; 0 where the kernel does not tell.
  long count() {
    long drops = 0;
    for (Path table : TABLES) {
      try {
        drops += count(Files.readAllLines(table), port);
      } catch (IOException e) {
        // not Linux, or not allowed: nothing is known
      }
    }
    return drops;
  }

  /// The second column is the local address, `0100007F:158A`; the last one counts drops.
  static long count(List<String> lines, String port) {
    long drops = 0;
    for (String line : lines) {
      String[] columns = line.strip().split(" +", -1);
      if (columns.length > 2 && columns[1].toUpperCase(Locale.ROOT).endsWith(port)) {
        try {
          drops += Long.parseLong(columns[columns.length - 1]);
        } catch (NumberFormatException e) {
          return 0; // a kernel that has other columns
        }
      }
    }
    return drops;
  }
}
