package dev.cordwood.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The kinds of values there are in the configuration.
final class Kinds {
  static final Kind<Boolean> SWITCH =
      Kind.plain(
          "true or false",
          text ->
              switch (text) {
                case "true", "yes", "on" -> true;
                case "false", "no", "off" -> false;
                default -> throw new IllegalArgumentException();
              },
          String::valueOf);

  static final Kind<String> TEXT = Kind.plain("text", text -> text, text -> text);

  static final Kind<Path> PATH =
      Kind.plain(
          "a path",
          text -> {
            if (text.isBlank()) {
              throw new IllegalArgumentException("empty");
            }
            try {
              return Path.of(text);
            } catch (InvalidPathException e) {
              throw new IllegalArgumentException(e.getReason(), e);
            }
          },
          Path::toString);

  static final Kind<ListenAddress> ADDRESS =
      Kind.plain(
          "an address such as 127.0.0.1:8050", ListenAddress::parse, ListenAddress::toString);

  static final Kind<DiskShare> DISK_SHARE =
      Kind.plain(
          "a share of the disk such as 5% or a size such as 10GiB",
          DiskShare::parse, DiskShare::toString);

  static final Kind<ZoneId> ZONE =
      Kind.plain(
          "a time zone such as UTC, Europe/Berlin or +02:00",
          text -> {
            try {
              return ZoneId.of(text);
            } catch (DateTimeException e) {
              throw new IllegalArgumentException(e);
            }
          },
          ZoneId::getId);

  private Kinds() {}

  static Kind<Integer> number(int min, int max) {
    return Kind.plain(
        "a whole number from %d to %d".formatted(min, max),
        text -> {
          long value = Long.parseLong(text.replace("_", ""));
          if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
          }
          return (int) value;
        },
        String::valueOf);
  }

  static Kind<Long> size(long min, long max) {
    return Kind.plain(
        "a size from %s to %s".formatted(Sizes.format(min), Sizes.format(max)),
        text -> {
          long bytes = Sizes.parse(text);
          if (bytes < min || bytes > max) {
            throw new IllegalArgumentException("out of range");
          }
          return bytes;
        },
        Sizes::format);
  }

  static Kind<Duration> duration(Duration min, Duration max) {
    return Kind.plain(
        "a duration from %s to %s".formatted(Durations.format(min), Durations.format(max)),
        text -> {
          Duration value = Durations.parse(text);
          if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        },
        Durations::format);
  }

  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String names = Arrays.stream(constants).map(Kinds::name).collect(Collectors.joining(", "));
    return Kind.plain(
        "one of " + names,
        text -> {
          for (E constant : constants) {
            if (name(constant).equals(text)) {
              return constant;
            }
          }
          throw new IllegalArgumentException();
        },
        Kinds::name);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
