package dev.cordwood.collect.file;

import java.util.Locale;

/// How the bytes of a file are text.
public enum Encoding {
  /// Found out: by a byte order mark, by where NULs stand, and per line whether it is UTF-8.
  AUTO("auto"),
  UTF_8("utf-8"),
  UTF_16LE("utf-16le"),
  UTF_16BE("utf-16be"),
  LATIN1("latin1"),
  WINDOWS_1252("windows-1252");

  private final String id;

  Encoding(String id) {
    this.id = id;
  }

  /// As it is written in the configuration.
  public String id() {
    return id;
  }

  /// @throws IllegalArgumentException with a message for the user
  public static Encoding of(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "auto", "" -> AUTO;
      case "utf-8", "utf8" -> UTF_8;
      case "utf-16le", "utf16le" -> UTF_16LE;
      case "utf-16be", "utf16be" -> UTF_16BE;
      case "latin1", "latin-1", "iso-8859-1" -> LATIN1;
      case "windows-1252", "cp1252" -> WINDOWS_1252;
      default ->
          throw new IllegalArgumentException(
              ("there is no encoding '%s'; known are auto, utf-8, utf-16le, utf-16be, latin1,"
                      + " windows-1252")
                  .formatted(name));
    };
  }

  /// Two bytes or more a character.
  boolean isWide() {
    return this == UTF_16LE || this == UTF_16BE;
  }
}
