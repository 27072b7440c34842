package dev.cordwood.bench;

import static dev.cordwood.bench.LineWriter.ascii;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/// One day of JSON log lines, about 300 bytes each: the data that benchmarks and whole-program
/// tests share. The same number of lines and seed give the same bytes on every machine. Half of the
/// lines are an access log, 35 % are services with trace ids, 15 % are an SFTPGo server.
///
/// What questions can count on, in every corpus of some thousand lines:
/// * times rise evenly over [#DAY], in milliseconds;
/// * a trace id (32 hexadecimal digits) is shared by the about four service lines of one request;
/// * the phrase `cache miss for key` stands in about 10 % of all lines, always in a service's
///   message;
/// * the word `Deadlock` stands in about one line of 20,000, in this spelling;
/// * the word `absentword` stands nowhere;
/// * `user_id` and `remote_addr` have very many values, with a few frequent ones;
/// * `duration_ms` has a long tail and differs by service; about 3 % of the lines are errors.
public final class Corpus {
  /// The day of all lines, UTC.
  public static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  /// No line is longer, its LF included.
  public static final int MAX_LINE_BYTES = 1024;

  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int BUFFER_BYTES = 1 << 20;

  private static final byte[] TIME = ascii("{\"time\":\"" + DAY + "T");
  private static final byte[] METHOD = ascii("\",\"method\":\"");
  private static final byte[] MESSAGE = ascii("\",\"message\":\"");

  private static final byte[][] WEB_HOSTS = ascii("web-1", "web-2", "web-3");
  private static final byte[][] METHODS =
      ascii("GET", "GET", "GET", "GET", "GET", "GET", "POST", "POST", "PUT", "DELETE");
  private static final byte[][] PATHS =
      ascii(
          "/api/orders/",
          "/api/products/",
          "/api/users/",
          "/static/js/app.",
          "/api/carts/",
          "/search?q=",
          "/api/invoices/",
          "/images/p/");
  private static final byte[][] AGENTS =
      ascii(
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 20_1 like Mac OS X) Mobile/15E148",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
          "curl/8.16.0",
          "kube-probe/1.36");

  private static final byte[][] SERVICES =
      ascii("checkout", "catalog", "payment", "identity", "shipping", "mailer");
  private static final byte[][] APP_HOSTS =
      ascii("app-1", "app-2", "app-3", "app-4", "app-5", "app-6", "app-7", "app-8");
  private static final byte[][] LOGGERS =
      ascii(
          "com.example.checkout.OrderService",
          "com.example.catalog.ProductCache",
          "com.example.payment.CardGateway",
          "com.example.identity.TokenIssuer",
          "com.example.shipping.LabelPrinter",
          "com.example.mailer.SmtpClient");
  private static final byte[][] CURRENCIES = ascii("EUR", "USD", "GBP", "CHF");

  private static final byte[][] SFTP_USERS =
      ascii("acme-feed", "nightly-backup", "partner-07", "timetable", "invoices", "dtd-push");
  private static final byte[][] SFTP_DIRS =
      ascii("/incoming/", "/outgoing/", "/archive/2026/11/", "/reports/daily/");
  private static final byte[][] SFTP_FILES = ascii("timetable_full_", "orders_", "stock_", "img_");
  private static final byte[][] SFTP_ENDINGS = ascii(".zip", ".csv", ".xml", ".jpg");
  private static final byte[][] COMMANDS = ascii("Rename", "Remove", "Mkdir", "Chtimes");

  private final long lines;
  private long state;
  private long made;
  private long traceHigh;
  private long traceLow;
  private long traceUser;
  private int traceLinesLeft;

  /// @param lines how many lines the day is spread over
  public Corpus(long lines, long seed) {
    if (lines < 1) {
      throw new IllegalArgumentException("a corpus needs at least one line, not " + lines);
    }
    this.lines = lines;
    this.state = seed;
  }

  /// The time of a line by its number, from 0, in nanoseconds since the epoch, cut to milliseconds.
  public long timeOf(long line) {
    long nanos = (long) ((double) DAY_NANOS / lines * line);
    return DAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L
        + nanos / 1_000_000 * 1_000_000;
  }

  public boolean hasNext() {
    return made < lines;
  }

  /// Writes all lines that are left.
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int end = 0;
    while (hasNext()) {
      end = next(buffer, end);
      if (end > buffer.length - MAX_LINE_BYTES) {
        out.write(buffer, 0, end);
        end = 0;
      }
    }
    out.write(buffer, 0, end);
  }

  /// Writes the next line with its LF into the buffer, which must have [#MAX_LINE_BYTES] of room.
  ///
  /// @return where it ends
  public int next(byte[] buffer, int at) {
    LineWriter line = new LineWriter(buffer);
    line.at = at;
    line.put(TIME);
    long millis = (long) ((double) DAY_NANOS / lines * made) / 1_000_000;
    line.padded(millis / 3_600_000, 2).put(':').padded(millis / 60_000 % 60, 2);
    line.put(':').padded(millis / 1000 % 60, 2).put('.').padded(millis % 1000, 3);
    made++;
    int kind = below(100);
    if (kind < 50) {
      access(line);
    } else if (kind < 85) {
      service(line);
    } else {
      sftp(line);
    }
    line.put('}').put('\n');
    return line.at;
  }

  private static final byte[] ACCESS_HEAD = ascii("Z\",\"level\":\"");
  private static final byte[] ACCESS_HOST = ascii("\",\"service\":\"nginx\",\"host\":\"");
  private static final byte[] REMOTE = ascii("\",\"remote_addr\":\"");
  private static final byte[] PATH = ascii("\",\"path\":\"");
  private static final byte[] STATUS = ascii("\",\"status\":");
  private static final byte[] BYTES = ascii(",\"bytes\":");
  private static final byte[] DURATION = ascii(",\"duration_ms\":");
  private static final byte[] AGENT = ascii(",\"user_agent\":\"");
  private static final byte[] INFO = ascii("info");
  private static final byte[] WARN = ascii("warn");
  private static final byte[] ERROR = ascii("error");
  private static final byte[] DEBUG = ascii("debug");

  private void access(LineWriter line) {
    int luck = below(1000);
    int status =
        luck < 20
            ? 502
            : luck < 90 ? 404 : luck < 120 ? 401 : luck < 200 ? 304 : luck < 260 ? 201 : 200;
    byte[] method = pick(METHODS);
    line.put(ACCESS_HEAD).put(status >= 500 ? ERROR : status >= 400 ? WARN : INFO);
    line.put(ACCESS_HOST).put(pick(WEB_HOSTS)).put(REMOTE).ipv4(address());
    line.put(METHOD).put(method).put(PATH);
    int pathStart = line.at;
    line.put(pick(PATHS)).number(skewed(1_000_000));
    int pathEnd = line.at;
    line.put(STATUS).number(status).put(BYTES).number(200 + skewed(200_000));
    line.put(DURATION).tenths(5 + skewed(status == 502 ? 300_000 : 8_000));
    line.put(AGENT).put(pick(AGENTS)).put(MESSAGE).put(method).put(' ');
    System.arraycopy(line.buffer, pathStart, line.buffer, line.at, pathEnd - pathStart);
    line.at += pathEnd - pathStart;
    line.put(' ').number(status).put('"');
  }

  private static final byte[] SERVICE = ascii("\",\"service\":\"");
  private static final byte[] HOST = ascii("\",\"host\":\"");
  private static final byte[] LOGGER = ascii("\",\"logger\":\"");
  private static final byte[] THREAD = ascii("\",\"thread\":\"worker-");
  private static final byte[] TRACE = ascii("\",\"trace_id\":\"");
  private static final byte[] SPAN = ascii("\",\"span_id\":\"");
  private static final byte[] USER = ascii("\",\"user_id\":\"u");
  private static final byte[] CACHE_MISS = ascii("cache miss for key product:");
  private static final byte[] SHARD = ascii(", loading it from shard ");
  private static final byte[] ORDER = ascii("order ");
  private static final byte[] ACCEPTED = ascii(" accepted: ");
  private static final byte[] ITEMS = ascii(" items, total ");
  private static final byte[] RETRY = ascii("upstream did not answer within 2000 ms, attempt ");
  private static final byte[] OF_ITEM = ascii(" of 5 for item ");
  private static final byte[] RESET =
      ascii("call failed: java.net.SocketException: Connection reset by peer after ");
  private static final byte[] BYTES_READ = ascii(" bytes");
  private static final byte[] DEADLOCK = ascii("Deadlock found when trying to get lock on row ");
  private static final byte[] SESSION = ascii("session of user u");
  private static final byte[] RENEWED = ascii(" renewed from ");
  private static final byte[] FOR_SECONDS = ascii(", valid for 3600 s");

  private void service(LineWriter line) {
    if (traceLinesLeft == 0) {
      traceHigh = random();
      traceLow = random();
      traceUser = skewed(500_000);
      traceLinesLeft = 1 + below(7);
    }
    traceLinesLeft--;
    int service = below(SERVICES.length);
    int luck = below(7000);
    boolean failed = luck < 400;
    byte[] level = failed ? ERROR : luck < 900 ? WARN : luck < 2800 ? DEBUG : INFO;
    line.put(ACCESS_HEAD).put(level).put(SERVICE).put(SERVICES[service]);
    line.put(HOST).put(pick(APP_HOSTS)).put(LOGGER).put(LOGGERS[service]);
    line.put(THREAD).number(below(32)).put(TRACE).hex(traceHigh).hex(traceLow);
    line.put(SPAN).hex(random()).put(USER).number(traceUser).put(MESSAGE);
    if (luck < 1) {
      line.put(DEADLOCK).number(skewed(90_000_000));
    } else if (failed) {
      line.put(RESET).number(skewed(65_536)).put(BYTES_READ);
    } else if (luck < 900) {
      line.put(RETRY).number(1 + below(5)).put(OF_ITEM).number(skewed(9_000_000));
    } else if (luck < 2900) {
      line.put(CACHE_MISS).number(skewed(2_000_000)).put(SHARD).number(below(16));
    } else if (luck < 5000) {
      line.put(ORDER).number(80_000_000 + made).put(ACCEPTED).number(1 + below(12)).put(ITEMS);
      line.hundredths(199 + skewed(900_000)).put(' ').put(pick(CURRENCIES));
    } else {
      line.put(SESSION).number(traceUser).put(RENEWED).ipv4(address()).put(FOR_SECONDS);
    }
    line.put('"').put(DURATION).number(1 + skewed(40 << service) + (failed ? 2000 : 0));
  }

  private static final byte[] SFTP_LEVEL = ascii("\",\"level\":\"");
  private static final byte[] SFTP_SENDER =
      ascii("\",\"service\":\"sftpgo\",\"host\":\"sftp-1\",\"sender\":\"");
  private static final byte[] LOCAL =
      ascii("\",\"local_addr\":\"10.0.0.9:2022\",\"remote_addr\":\"");
  private static final byte[] ELAPSED = ascii("\",\"elapsed_ms\":");
  private static final byte[] SIZE = ascii(",\"size_bytes\":");
  private static final byte[] USERNAME = ascii(",\"username\":\"");
  private static final byte[] USERNAME_AFTER_TEXT = ascii("\",\"username\":\"");
  private static final byte[] FILE_PATH = ascii("\",\"file_path\":\"/srv/sftp");
  private static final byte[] VIRTUAL_PATH = ascii("\",\"virtual_path\":\"");
  private static final byte[] TARGET_PATH = ascii("\",\"target_path\":\"/srv/sftp/archive/");
  private static final byte[] CONNECTION = ascii("\",\"connection_id\":\"SFTP_");
  private static final byte[] PROTOCOL = ascii("_1\",\"protocol\":\"SFTP\"");
  private static final byte[] FAILURE =
      ascii(",\"error\":\"failure: denying write due to space limit\"");
  private static final byte[] UPLOAD = ascii("Upload");
  private static final byte[] DOWNLOAD = ascii("Download");
  private static final byte[] LOGIN = ascii("login");
  private static final byte[] LOGIN_IP = ascii("\",\"ip\":\"");
  private static final byte[] LOGIN_REST =
      ascii("\",\"method\":\"publickey\",\"protocol\":\"SSH\",\"connection_id\":\"");
  private static final byte[] LOGIN_CLIENT =
      ascii("\",\"client\":\"SSH-2.0-OpenSSH_10.2\",\"encrypted\":true");
  private static final byte[] SENDER_SFTP = ascii("SFTP");
  private static final byte[] REMOVED =
      ascii("_1\",\"message\":\"connection removed, num open connections: ");

  private void sftp(LineWriter line) {
    int kind = below(100);
    boolean failed = kind < 3;
    byte[] user = pick(SFTP_USERS);
    line.put(SFTP_LEVEL).put(failed ? ERROR : kind < 80 ? INFO : DEBUG).put(SFTP_SENDER);
    if (kind < 60) {
      transfer(line, kind < 35 ? UPLOAD : DOWNLOAD, user, failed);
    } else if (kind < 70) {
      line.put(pick(COMMANDS)).put(LOCAL).ipv4(address()).put(USERNAME_AFTER_TEXT).put(user);
      line.put(FILE_PATH);
      file(line).put(TARGET_PATH).number(made).put(CONNECTION).hex(random()).put(PROTOCOL);
    } else if (kind < 80) {
      line.put(LOGIN).put(LOGIN_IP).ipv4(address()).put(USERNAME_AFTER_TEXT).put(user);
      line.put(LOGIN_REST).hex(random()).put(LOGIN_CLIENT);
    } else {
      line.put(SENDER_SFTP).put(CONNECTION).hex(random()).put(REMOVED).number(below(40)).put('"');
    }
  }

  private void transfer(LineWriter line, byte[] sender, byte[] user, boolean failed) {
    line.put(sender).put(LOCAL).ipv4(address()).put(':').number(1024 + below(64_000));
    line.put(ELAPSED).number(skewed(90_000)).put(SIZE).number(failed ? 0 : skewed(500_000_000));
    line.put(USERNAME).put(user).put(FILE_PATH);
    int start = line.at;
    file(line);
    int length = line.at - start;
    line.put(VIRTUAL_PATH);
    System.arraycopy(line.buffer, start, line.buffer, line.at, length);
    line.at += length;
    line.put(CONNECTION).hex(random()).put(PROTOCOL);
    if (failed) {
      line.put(FAILURE);
    }
  }

  private LineWriter file(LineWriter line) {
    int kind = below(SFTP_FILES.length);
    return line.put(pick(SFTP_DIRS)).put(SFTP_FILES[kind]).number(made).put(SFTP_ENDINGS[kind]);
  }

  private int address() {
    return 0x0A00_0000 | (int) (skewed(1 << 22) * 2654435761L & 0xFF_FFFF);
  }

  /// Few small numbers often, large ones seldom: about 1/x.
  private long skewed(long limit) {
    long bits = random();
    int shift = (int) (bits & 7);
    return (bits >>> 8) % ((limit >>> shift) + 1);
  }

  private byte[] pick(byte[][] choices) {
    return choices[below(choices.length)];
  }

  private int below(int limit) {
    return (int) ((random() >>> 33) * limit >>> 31);
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private long random() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
