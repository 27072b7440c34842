package dev.cordwood.collect.agent;

import java.time.Duration;

/// Every bound between agents and servers, and what happens beyond it.
public final class Limits {
  /// Bytes of a message's header. A server refuses a larger one with 400; agents do not make them.
  static final int MAX_HEADER_BYTES = 32 << 20;

  /// Bytes of the batch in a message, compressed. A server refuses a larger one with 400. An agent
  /// cannot get there: a batch ends with the line that brings it over 2 MB.
  static final int MAX_BATCH_BYTES = dev.cordwood.store.Limits.MAX_BATCH_BYTES;

  /// Sources that move in one message. An agent sends what is only to be forgotten in several
  /// messages; a server refuses more with 400.
  static final int MAX_MOVES = 25_000;

  /// Sources that a report names; an agent names those that are furthest behind.
  static final int MAX_REPORTED_SOURCES = 20;

  /// Names, hosts, versions and paths in a report; agents cut them to [#MAX_TEXT_CHARACTERS].
  static final int MAX_TEXT_BYTES = 1 << 10;

  static final int MAX_TEXT_CHARACTERS = 250;

  /// Bytes of the answer with all positions of an agent; a larger one is given up.
  static final int MAX_POSITIONS_BYTES = 64 << 20;

  /// Bytes of any other answer; the rest is not read.
  static final int MAX_ANSWER_BYTES = 64 << 10;

  /// Agents that a server knows at a time. A further one is answered 503.
  static final int MAX_AGENTS = 2_000;

  /// How long an agent that is silent is listed.
  static final Duration LISTED = Duration.ofHours(24);

  /// Rows from the network that an agent holds while its server is away or slow. Beyond it senders
  /// wait, which for UDP means that the system drops what it cannot hold.
  static final long MAX_BUFFERED_BYTES = 8 << 20;

  /// Between two messages of an agent that has nothing to send.
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// The first wait after a failure; it doubles with each further one.
  static final Duration MIN_WAIT = Duration.ofMillis(500);

  /// The longest of these waits.
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /// How long a server may take for an answer; then the connection counts as broken.
  static final Duration ANSWER_TIME = Duration.ofSeconds(60);

  /// How often another process may take over as this agent before this one gives up.
  static final int MAX_TAKEOVERS = 1;

  private Limits() {}
}
