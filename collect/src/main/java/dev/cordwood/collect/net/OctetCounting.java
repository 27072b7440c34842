package dev.cordwood.collect.net;

/// How frames of syslog over TCP are told apart (RFC 6587).
public enum OctetCounting {
  /// By their start: `LEN <` is counted, all else ends with an LF or NUL.
  AUTO,
  /// Always an LF or NUL at the end.
  OFF
}
