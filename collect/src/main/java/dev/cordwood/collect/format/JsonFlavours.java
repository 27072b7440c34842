package dev.cordwood.collect.format;

import dev.cordwood.event.Row;
import dev.cordwood.event.RowEnrichment;
import dev.cordwood.event.ValueType;
import dev.cordwood.event.WatchedFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows what the fields of the usual JSON loggers mean, by their names: Bunyan, Pino, Logback and
/// Logstash, ECS, GELF, journald, Google Cloud, Serilog, MongoDB, Monolog, klog; and SFTPGo, see
/// [SftpgoProfile].
///
/// What a line says of its level in words stays as it is. Where it has a number or nothing, `level`
/// is made of what stands for it, and a number that it replaces goes to `level_value`. A number
/// whose meaning is not known stays.
final class JsonFlavours implements RowEnrichment {
  static final int LEVEL = 0;
  static final int LEVEL_VALUE = 1;
  static final int V = 2;
  static final int PID = 3;
  static final int HOSTNAME = 4;
  static final int HOST = 5;
  static final int HOST_NAME = 6;
  static final int SERVICE = 7;
  static final int SERVICE_NAME = 8;
  static final int PRIORITY = 9;
  static final int MONGO_SEVERITY = 10;
  static final int MONGO_TIME = 11;
  static final int CLEF_TIME = 12;
  static final int CLEF_MESSAGE = 13;
  static final int CLEF_TEMPLATE = 14;
  static final int CLEF_LEVEL = 15;
  static final int JOURNAL_MESSAGE = 16;
  static final int JOURNAL_TIME = 17;
  static final int JOURNAL_HOST = 18;
  static final int JOURNAL_PROGRAM = 19;
  static final int SHORT_MESSAGE = 20;
  static final int VERSION = 21;
  static final int CALLER = 22;
  static final int ERR = 23;
  static final int UPPER_MESSAGE = 24;
  static final int UPPER_TIME = 25;
  static final int DATETIME = 26;
  static final int ASCTIME = 27;

  /// The first field that holds a level in words; those up to [#LAST_WORD] do too.
  static final int FIRST_WORD = 28;

  static final int LAST_WORD = 39;

  static final int SENDER = 40;
  static final int REMOTE_ADDR = 41;
  static final int CLIENT_IP = 42;
  static final int IP = 43;
  static final int USERNAME = 44;
  static final int FILE_PATH = 45;
  static final int VIRTUAL_PATH = 46;
  static final int SIZE_BYTES = 47;
  static final int ELAPSED_MS = 48;
  static final int ELAPSED = 49;
  static final int PROTOCOL = 50;
  static final int ERROR = 51;
  static final int EVENT = 52;
  static final int RESP_STATUS = 53;
  static final int URI = 54;
  static final int LOGIN_TYPE = 55;
  static final int CONNECTION_ID = 56;
  static final int METHOD = 57;

  private static final List<String> NAMES =
      List.of(
          "level",
          "level_value",
          "v",
          "pid",
          "hostname",
          "host",
          "host.name",
          "service",
          "service.name",
          "PRIORITY",
          "s",
          "t.$date",
          "@t",
          "@m",
          "@mt",
          "@l",
          "MESSAGE",
          "__REALTIME_TIMESTAMP",
          "_HOSTNAME",
          "SYSLOG_IDENTIFIER",
          "short_message",
          "version",
          "caller",
          "err",
          "Message",
          "Timestamp",
          "datetime",
          "asctime",
          // levels in words
          "log.level",
          "severity",
          "level_name",
          "levelname",
          "lvl",
          "Level",
          "LogLevel",
          "loglevel",
          "logLevel",
          "log_level",
          "severity_text",
          "SeverityText",
          // SFTPGo
          "sender",
          "remote_addr",
          "client_ip",
          "ip",
          "username",
          "file_path",
          "virtual_path",
          "size_bytes",
          "elapsed_ms",
          "elapsed",
          "protocol",
          "error",
          "event",
          "resp_status",
          "uri",
          "login_type",
          "connection_id",
          "method");

  private static final long BUNYAN = bit(LEVEL) | bit(PID) | bit(HOSTNAME);
  private static final long GELF = bit(VERSION) | bit(SHORT_MESSAGE) | bit(HOST);
  private static final long SFTPGO = bit(LEVEL) | bit(SENDER);
  private static final long MONGO = bit(MONGO_SEVERITY) | bit(MONGO_TIME);
  private static final long JOURNAL = bit(JOURNAL_MESSAGE) | bit(JOURNAL_TIME);
  private static final long KLOG = bit(CALLER) | bit(V);
  private static final long WORDS = (1L << (LAST_WORD + 1)) - (1L << FIRST_WORD);
  private static final long TIMES =
      bit(MONGO_TIME)
          | bit(CLEF_TIME)
          | bit(JOURNAL_TIME)
          | bit(UPPER_TIME)
          | bit(DATETIME)
          | bit(ASCTIME);
  private static final long MESSAGES =
      bit(CLEF_MESSAGE)
          | bit(CLEF_TEMPLATE)
          | bit(JOURNAL_MESSAGE)
          | bit(SHORT_MESSAGE)
          | bit(UPPER_MESSAGE);
  private static final long NOTHING_BUT_LEVEL = ~bit(LEVEL);

  private final SftpgoProfile sftpgo = new SftpgoProfile();

  /// Another source's lines come.
  void reset() {
    sftpgo.reset();
  }

  private static long bit(int index) {
    return 1L << index;
  }

  @Override
  public List<String> watched() {
    return NAMES;
  }

  @Override
  public void enrich(Row row, WatchedFields fields) {
    long present = fields.present();
    if (present == 0) {
      return;
    }
    if ((present & SFTPGO) == SFTPGO && row.hasTimeCandidate() && sftpgo.enrich(row, fields)) {
      return;
    }
    if ((present & NOTHING_BUT_LEVEL) == 0 && fields.type(LEVEL) == ValueType.STRING) {
      return;
    }
    boolean isGelf = (present & GELF) == GELF;
    level(row, fields, present, isGelf);
    names(row, fields, present);
    if (isGelf) {
      row.dropUnderscores();
    }
    if ((present & TIMES) != 0 && !row.hasTimeCandidate()) {
      row.offerTime(Long.numberOfTrailingZeros(present & TIMES));
    }
    if ((present & MESSAGES) != 0 && !row.hasMessageCandidate()) {
      offerMessage(row, fields, present);
    }
  }

  private static void offerMessage(Row row, WatchedFields fields, long present) {
    for (long left = present & MESSAGES; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      if (fields.hasText(index)) {
        row.offerMessage(index);
        return;
      }
    }
    if (fields.has(JOURNAL_MESSAGE)) {
      JournalBytes.decode(row, fields, JOURNAL_MESSAGE);
    }
  }

  private static void names(Row row, WatchedFields fields, long present) {
    if (!fields.has(HOST)) {
      int from =
          fields.hasText(HOST_NAME)
              ? HOST_NAME
              : fields.hasText(JOURNAL_HOST)
                  ? JOURNAL_HOST
                  : fields.hasText(HOSTNAME) ? HOSTNAME : -1;
      copy(row, fields, from, HOST);
    }
    if (!fields.has(SERVICE)) {
      boolean isJournal = (present & JOURNAL) == JOURNAL && fields.hasText(JOURNAL_PROGRAM);
      int from = fields.hasText(SERVICE_NAME) ? SERVICE_NAME : isJournal ? JOURNAL_PROGRAM : -1;
      copy(row, fields, from, SERVICE);
    }
  }

  private static void copy(Row row, WatchedFields fields, int from, int to) {
    if (from >= 0 && !row.has(fields.name(to))) {
      row.add(
          fields.name(to),
          ValueType.STRING,
          fields.source(from),
          fields.start(from),
          fields.end(from) - fields.start(from));
    }
  }

  private static void level(Row row, WatchedFields fields, long present, boolean isGelf) {
    if (fields.has(LEVEL)) {
      if (fields.type(LEVEL) == ValueType.NUMBER) {
        numeric(row, fields, present, isGelf);
      }
      return;
    }
    int word = word(fields, present);
    if (word >= 0) {
      copy(row, fields, word, LEVEL);
      return;
    }
    byte[] made = made(row, fields, present);
    if (made != null) {
      row.add(fields.name(LEVEL), ValueType.STRING, made, 0, made.length);
    }
  }

  private static int word(WatchedFields fields, long present) {
    if (fields.hasText(CLEF_LEVEL)) {
      return CLEF_LEVEL;
    }
    for (long left = present & WORDS; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      if (fields.hasText(index) && !Ascii.isDigit(fields.source(index)[fields.start(index)])) {
        return index;
      }
    }
    return -1;
  }

  private static void numeric(Row row, WatchedFields fields, long present, boolean isGelf) {
    int number = number(fields, LEVEL);
    int word = word(fields, present);
    boolean isPino =
        ((present & BUNYAN) == BUNYAN
                || (Long.bitCount(present & (BUNYAN | bit(V))) >= 2 && row.hasMessageCandidate()))
            && row.hasTimeCandidate();
    byte[] source;
    int start = 0;
    int end;
    if (word >= 0) {
      source = fields.source(word);
      start = fields.start(word);
      end = fields.end(word);
    } else if (isGelf && number >= 0 && number <= 7) {
      source = Levels.ofSyslogPriority(number);
      end = source.length;
    } else if (isPino && number >= 10 && number < 100) {
      source = Levels.ofTens(number);
      end = source.length;
    } else {
      return;
    }
    if (!fields.has(LEVEL_VALUE)) {
      row.add(
          fields.name(LEVEL_VALUE),
          ValueType.NUMBER,
          fields.source(LEVEL),
          fields.start(LEVEL),
          fields.end(LEVEL) - fields.start(LEVEL));
    }
    row.add(fields.name(LEVEL), ValueType.STRING, source, start, end - start);
  }

  private static byte @Nullable [] made(Row row, WatchedFields fields, long present) {
    if (fields.has(PRIORITY)) {
      int priority = number(fields, PRIORITY);
      if (priority >= 0 && priority <= 7) {
        return Levels.ofSyslogPriority(priority);
      }
    }
    if ((present & MONGO) == MONGO && fields.hasText(MONGO_SEVERITY)) {
      int length = fields.end(MONGO_SEVERITY) - fields.start(MONGO_SEVERITY);
      return length <= 2
          ? Levels.ofLetter(fields.source(MONGO_SEVERITY)[fields.start(MONGO_SEVERITY)])
          : null;
    }
    if (fields.hasText(CLEF_TIME)) {
      return Levels.info(); // Serilog leaves its usual level out
    }
    if ((present & KLOG) == KLOG
        && fields.type(V) == ValueType.NUMBER
        && row.hasTimeCandidate()
        && row.hasMessageCandidate()) {
      return fields.has(ERR) ? Levels.error() : Levels.info();
    }
    return null;
  }

  /// A whole number of at most four digits, as a number or in quotes; -1 for anything else.
  static int number(WatchedFields fields, int index) {
    byte[] source = fields.source(index);
    int start = fields.start(index);
    int end = fields.end(index);
    if (start == end || end - start > 4 || Ascii.skipDigits(source, start, end) < end) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + (source[i] - '0');
    }
    return value;
  }
}
