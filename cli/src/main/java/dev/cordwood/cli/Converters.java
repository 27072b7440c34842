package dev.cordwood.cli;

import dev.cordwood.collect.format.LineFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the values of options, with errors in the words of the manual.
final class Converters {
  private Converters() {}

  static void register(CommandLine line) {
    line.registerConverter(int.class, text -> Math.toIntExact(number(text, Integer.MAX_VALUE)));
    line.registerConverter(long.class, text -> number(text, Long.MAX_VALUE));
    line.registerConverter(LineFormat.class, oneOf(LineFormat.values()));
    line.registerConverter(OutputFormat.class, oneOf(OutputFormat.values()));
    line.registerConverter(ColorMode.class, oneOf(ColorMode.values()));
  }

  private static long number(String text, long max) {
    try {
      long number = Long.parseLong(text);
      if (number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        "expected a whole number up to %d, found '%s'".formatted(max, text));
  }

  private static <E extends Enum<E>> ITypeConverter<E> oneOf(E[] values) {
    return text -> {
      for (E value : values) {
        if (value.name().equalsIgnoreCase(text)) {
          return value;
        }
      }
      String names =
          Arrays.stream(values)
              .map(value -> value.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      throw new TypeConversionException("expected one of %s, found '%s'".formatted(names, text));
    };
  }
}
