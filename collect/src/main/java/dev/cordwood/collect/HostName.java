package dev.cordwood.collect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of this machine, without asking the network where that can be avoided.
public final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /// Never empty: `localhost` if there is no better name.
  public static String get() {
    try {
      String name = Files.readString(KERNEL).strip();
      if (!name.isEmpty() && !name.equals("(none)")) {
        return name;
      }
    } catch (IOException e) {
      // not Linux
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
