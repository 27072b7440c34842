package dev.cordwood.collect.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes the lines of an SFTPGo server, one write each, and rotates as its lumberjack does: before
/// a write that would make the file larger than allowed, the file is closed and renamed, and
/// another one created; the old one is compressed a little later, in place, and then removed.
final class SoakLumberjack implements SoakWriter {
  private static final DateTimeFormatter LINE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS", Locale.ROOT);
  private static final int PIECE = 64 << 10;

  private final String name;
  private final Path log;
  private final long maxBytes;
  private final boolean compress;
  private final List<Thread> compressing = new ArrayList<>();
  private final SoakLoop writing;
  private @Nullable OutputStream out;
  private long size;
  private int written;
  private volatile @Nullable IOException failure;

  SoakLumberjack(Path folder, String name, long maxBytes, boolean compress) throws IOException {
    this.name = name;
    this.maxBytes = maxBytes;
    this.compress = compress;
    log = Files.createDirectories(folder.resolve(name)).resolve("sftpgo.log");
    writing = new SoakLoop(name, PAUSE_NANOS, this::write);
  }

  private void write() throws IOException {
    for (int i = 0; i < BURST; i++, written++) {
      for (int times = SoakLine.times(written); times > 0; times--) {
        write(line(written).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private String line(int number) {
    return """
    {"level":"info","time":"%s","sender":"Upload","local_addr":"127.0.0.1:2022",\
    "remote_addr":"203.0.113.7:50122","elapsed_ms":%d,"size_bytes":4000,"username":"feed",\
    "file_path":"%s","connection_id":"SFTP_c2f1_%d","protocol":"SFTP"}
    """
        .formatted(
            LINE_TIME.format(LocalDateTime.now(ZoneOffset.UTC)),
            number % 7,
            SoakLine.text(name, number),
            number % 3);
  }

  private void write(byte[] line) throws IOException {
    if (out == null || size + line.length > maxBytes) {
      rotate();
    }
    OutputStream open = out;
    if (open != null) {
      open.write(line);
      size += line.length;
    }
  }

  private void rotate() throws IOException {
    OutputStream old = out;
    if (old != null) {
      old.close();
      Path backup = log.resolveSibling("sftpgo-" + time() + ".log");
      while (Files.exists(backup)) { // two in one millisecond would overwrite
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        backup = log.resolveSibling("sftpgo-" + time() + ".log");
      }
      Files.move(log, backup);
      if (compress) {
        Path of = backup;
        compressing.add(Thread.ofPlatform().start(() -> compress(of)));
      }
    }
    out =
        Files.newOutputStream(
            log,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    size = 0;
  }

  private static String time() {
    return NAME_TIME.format(LocalDateTime.now(ZoneOffset.UTC));
  }

  /// The unfinished file is there for all to see meanwhile.
  private void compress(Path backup) {
    Path target = backup.resolveSibling(backup.getFileName() + ".gz");
    try {
      byte[] all = Files.readAllBytes(backup);
      try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(target))) {
        for (int at = 0; at < all.length; at += PIECE) {
          packed.write(all, at, Math.min(PIECE, all.length - at));
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      Files.delete(backup);
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public Map<String, Integer> stop() throws Exception {
    writing.stop();
    OutputStream open = out;
    if (open != null) {
      open.close();
    }
    for (Thread each : compressing) {
      each.join();
    }
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return Map.of(name, written);
  }
}
