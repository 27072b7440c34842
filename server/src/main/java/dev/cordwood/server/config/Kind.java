package dev.cordwood.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How the values of some [ConfigKey]s are written and read. Text goes in and out as a list with
/// one element for plain values, so that lists need no second mechanism.
///
/// @param expected what a person should have written, for error messages: "a size such as 64MiB"
public record Kind<T>(
    String expected,
    boolean list,
    Function<List<String>, T> parser,
    Function<T, List<String>> printer) {

  /// The word for a limit that is not there.
  static final String NONE = "none";

  static <T> Kind<T> plain(
      String expected, Function<String, T> parser, Function<T, String> printer) {
    return new Kind<>(
        expected,
        false,
        texts -> parser.apply(texts.getFirst()),
        value -> List.of(printer.apply(value)));
  }

  /// The same, or `none`.
  Kind<Optional<T>> orNone() {
    return new Kind<>(
        expected + ", or " + NONE,
        list,
        texts ->
            texts.size() == 1 && texts.getFirst().equals(NONE)
                ? Optional.empty()
                : Optional.of(parser.apply(texts)),
        value -> value.map(printer).orElse(List.of(NONE)));
  }

  Kind<List<T>> listOf() {
    return new Kind<>(
        "a list, each " + expected,
        true,
        texts -> {
          List<T> values = new ArrayList<>(texts.size());
          for (String text : texts) {
            values.add(parser.apply(List.of(text)));
          }
          return List.copyOf(values);
        },
        values -> values.stream().map(value -> printer.apply(value).getFirst()).toList());
  }

  /// @throws IllegalArgumentException whose message completes "KEY: "
  T parse(List<String> texts) {
    try {
      return parser.apply(texts);
    } catch (IllegalArgumentException e) {
      String given = list ? String.join(", ", texts) : texts.getFirst();
      String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      throw new IllegalArgumentException(
          "expected %s, found '%s'%s".formatted(expected, given, detail), e);
    }
  }
}
