package dev.cordwood.collect;

import java.util.Locale;

/// Why something that came in was not stored, or not whole. The label of a metric, so the list is
/// short and closed.
public enum RefusalReason {
  /// A line or frame longer than allowed: its start is stored.
  TOO_LONG,
  /// A request, body or frame larger than allowed of which nothing can be stored.
  TOO_LARGE,
  /// Bytes that are no frame of the protocol, such as a wrong length.
  BAD_FRAME,
  /// JSON that cannot be read where nothing else is possible.
  BAD_JSON,
  /// A pickle that cannot be read, or that holds more than plain data.
  BAD_PICKLE,
  /// A compressed body that is damaged or of an unknown kind.
  BAD_COMPRESSION,
  /// Parts of a message of which others did not come in time.
  INCOMPLETE,
  /// Something that was seen already.
  DUPLICATE,
  /// Beyond the number of connections or unfinished messages that are kept.
  TOO_MANY,
  TOO_MANY_CONNECTIONS,
  /// A connection that sent nothing for too long.
  IDLE,
  /// A handshake that failed.
  TLS,
  /// A wrong key, user or password.
  UNAUTHORIZED,
  /// What the kernel dropped because it came faster than it was read.
  KERNEL_DROPPED,
  STORE_FULL,
  STORE_FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// `bad_frame`.
  public String label() {
    return label;
  }
}
