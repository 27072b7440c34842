package dev.cordwood.server.http;

import java.time.Duration;

/// Every bound of the HTTP API that is not a setting, and what happens beyond it.
final class Limits {
  /// The form of a POST; beyond it 413.
  static final int MAX_FORM_BYTES = 1 << 20;

  /// Parameters in one request; beyond it 400.
  static final int MAX_PARAMETERS = 1_000;

  /// Buckets of a histogram times groups; beyond it 400, naming a wider step.
  static final int MAX_BUCKETS = 100_000;

  /// Groups in one answer of `hits`; the rest is counted together.
  static final int MAX_GROUPS = 1_000;

  /// Values in one answer of `field_values`, `streams`, `facets`, …; more are left out.
  static final int MAX_VALUES = 100_000;

  /// Rows from before that a tail may begin with; beyond it 400.
  static final int MAX_TAIL_NEWEST = 100_000;

  /// How far back a tail may begin with `start_offset`; beyond it 400.
  static final Duration MAX_TAIL_HISTORY = Duration.ofDays(36_500);

  /// Longest `offset` and `refresh_interval` of a tail; beyond it 400. Rows that wait count against
  /// what a tail holds for a slow reader.
  static final Duration MAX_TAIL_DELAY = Duration.ofHours(1);

  /// Rows that are shown of an insert with `debug=1`; the others are only counted.
  static final int MAX_PREVIEW_ROWS = 100;

  /// Names in `hidden_fields_filters`; beyond it 400.
  static final int MAX_HIDDEN_FIELDS = 1_000;

  /// Between two signs of life on a connection that has nothing to say.
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// Bytes of an answer that are written at a time. Some of them may wait while the client reads;
  /// then the query waits.
  static final int PIECE_BYTES = 64 << 10;

  /// Answers smaller than this are not worth compressing.
  static final int MIN_GZIP_BYTES = 1_400;

  /// What is read and thrown away of a body that was refused, so that its sender sees the answer;
  /// then the connection is closed.
  static final long DRAIN_BYTES = 64 << 20;

  /// The same in time.
  static final Duration DRAIN_TIME = Duration.ofSeconds(2);

  /// How long a message of an agent waits for memory; then it is answered 503.
  static final Duration MEMORY_WAIT = Duration.ofSeconds(10);

  /// How long a request waits for memory that other bodies have; then 429.
  static final Duration BODY_MEMORY_WAIT = Duration.ofSeconds(10);

  /// The settings of an index that a client of Elasticsearch makes; more are taken for lines that
  /// went astray, and refused.
  static final int MAX_INDEX_BYTES = 64 << 10;

  /// Bytes of `filter_path`; beyond it 400.
  static final int MAX_FILTER_PATH = 4_096;

  private Limits() {}
}
