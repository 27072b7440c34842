package dev.cordwood.server.demo;

import static dev.cordwood.server.demo.DemoTraffic.hex;
import static dev.cordwood.server.demo.DemoTraffic.pick;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// The SFTPGo server of the demo, in the shape of SFTPGo's own JSON log: logins, transfers,
/// failures for lack of space, and strangers who try passwords.
final class DemoSftp {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final List<String> USERS =
      List.of("acme-feed", "nightly-backup", "partner-07", "timetable", "invoices", "dtd-push");
  private static final List<String> FILES =
      List.of("timetable_full.zip", "orders_%d.csv", "stock_%d.xml", "photo_%d.jpg");
  private static final List<String> STRANGERS =
      List.of("root", "admin", "test", "oracle", "ubuntu");

  private final SplittableRandom random;
  private final List<DemoLine> lines;

  DemoSftp(SplittableRandom random, List<DemoLine> lines) {
    this.random = random;
    this.lines = lines;
  }

  void session(long start) {
    String user = pick(random, USERS);
    String connection = hex(random, 64);
    String address = "198.51.100." + random.nextInt(256);
    lines.add(
        line(start, "info", "login")
            .text("ip", address)
            .text("username", user)
            .text("method", "publickey")
            .text("protocol", "SSH")
            .text("connection_id", connection)
            .text("client", "SSH-2.0-OpenSSH_10.2")
            .flag("encrypted", true));
    long at = start;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      long millis = 20L + random.nextInt(4000);
      at += millis * MILLI;
      transfer(at, user, address, connection, millis);
    }
    lines.add(
        line(at + 300 * MILLI, "debug", "SFTP")
            .text("connection_id", "SFTP_" + connection + "_1")
            .message("connection removed, num open connections: " + random.nextInt(6)));
  }

  private void transfer(long time, String user, String address, String connection, long millis) {
    boolean upload = random.nextInt(3) > 0;
    boolean failed = random.nextInt(60) == 0;
    String file = "/" + pick(random, FILES).formatted(random.nextInt(10_000));
    DemoLine line =
        line(time, failed ? "error" : "info", upload ? "Upload" : "Download")
            .text("local_addr", "10.0.0.9:2022")
            .text("remote_addr", address + ":" + (1024 + random.nextInt(60_000)))
            .number("elapsed_ms", millis)
            .number("size_bytes", failed ? 0 : millis * (1000 + random.nextInt(20_000)))
            .text("username", user)
            .text("file_path", "/srv/sftp/" + user + file)
            .text("virtual_path", file)
            .text("connection_id", "SFTP_" + connection + "_1")
            .text("protocol", "SFTP");
    if (failed) {
      line.text("error", "failure: denying write due to space limit");
    }
    lines.add(line);
  }

  /// Somebody tries names and passwords until the defender bans the address.
  void attack(long start) {
    String address = "192.0.2." + random.nextInt(256);
    int tries = 4 + random.nextInt(12);
    for (int i = 0; i < tries; i++) {
      String name = pick(random, STRANGERS);
      lines.add(
          line(start + i * 700L * MILLI, "debug", "connection_failed")
              .text("client_ip", address)
              .text("username", name)
              .text("login_type", "password")
              .text("protocol", "SSH")
              .text("error", "not found: username \"%s\" does not exist".formatted(name)));
    }
    lines.add(
        line(start + tries * 700L * MILLI, "info", "defender")
            .text("client_ip", address)
            .text("protocol", "SSH")
            .text("event", "banned"));
  }

  private static DemoLine line(long time, String level, String sender) {
    return new DemoLine(time, "sftp-1", "sftpgo", "/var/log/sftpgo/sftpgo.log", level)
        .text("sender", sender);
  }
}
