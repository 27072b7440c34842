package dev.cordwood.collect.net;

/// Every bound of the listeners beside those of all inputs, and what happens beyond it.
public final class NetLimits {
  /// What the longest frame of a listener may be raised to.
  public static final int MAX_CONFIGURABLE_FRAME_BYTES = 256 << 20;

  /// The largest length of a frame of syslog that is believed. Beyond it the length counts as bad,
  /// and the frame is taken as a line. A frame longer than a line may be, and no longer than this,
  /// is stored cut.
  public static final int MAX_COUNTED_FRAME_BYTES = 64 << 20;

  /// Chunks of a GELF message over UDP. One of a message with more is refused.
  public static final int MAX_GELF_CHUNKS = 128;

  /// How long the chunks of a GELF message may take. Then those that came are dropped, and counted.
  public static final long GELF_MILLIS = 5_000;

  /// GELF messages of which chunks are missing. Beyond it the oldest is dropped, and counted.
  public static final int MAX_GELF_MESSAGES = 1_000;

  /// The bytes of all of them; beyond it likewise.
  public static final int MAX_GELF_CHUNK_BYTES = 16 << 20;

  /// Arrays and maps within each other in a message of Fluent Forward. A deeper one ends the
  /// connection.
  public static final int MAX_MESSAGE_PACK_DEPTH = 128;

  private NetLimits() {}
}
