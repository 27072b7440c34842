package dev.cordwood.cli;

import org.jspecify.annotations.Nullable;

/// When text is coloured.
enum ColorMode {
  AUTO,
  ALWAYS,
  NEVER;

  static boolean enabled(@Nullable ColorMode mode, boolean terminal) {
    return switch (mode == null ? AUTO : mode) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(System.getenv("TERM"));
    };
  }
}
