package dev.cordwood.bench.collect;

/// Something an application logs, before any protocol has given it a shape. All texts are ASCII
/// without quotes, control characters or backslashes, so that no encoding has to escape any.
///
/// @param timeNanos since the epoch, whole microseconds
/// @param traceId 16 bytes
record LogEvent(
    long timeNanos,
    Level level,
    String service,
    String host,
    String logger,
    String thread,
    byte[] traceId,
    long orderId,
    int durationMillis,
    String message) {

  /// How the protocols call or count the levels.
  enum Level {
    DEBUG("debug", 7, 5, 10),
    INFO("info", 6, 9, 20),
    WARNING("warning", 4, 13, 30),
    ERROR("error", 3, 17, 40);

    private final String word;
    private final int syslogSeverity;
    private final int otlpSeverity;
    private final int pythonNumber;

    Level(String word, int syslogSeverity, int otlpSeverity, int pythonNumber) {
      this.word = word;
      this.syslogSeverity = syslogSeverity;
      this.otlpSeverity = otlpSeverity;
      this.pythonNumber = pythonNumber;
    }

    String word() {
      return word;
    }

    int syslogSeverity() {
      return syslogSeverity;
    }

    int otlpSeverity() {
      return otlpSeverity;
    }

    int pythonNumber() {
      return pythonNumber;
    }
  }
}
