package dev.cordwood.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the values of some [ConfigKey]s are written and read. Text goes in and out as a list with
/// one element for plain values, so that lists need no second mechanism: an entry of a mapping is
/// the text `name=value`, an item of a list of items its YAML on one line.
///
/// @param expected what a person should have written, for error messages: "a size such as 64MiB"
/// @param shape of the YAML
/// @param items what may stand in each item, for [Shape#ITEMS]
public record Kind<T>(
    String expected,
    Shape shape,
    Function<List<String>, T> parser,
    Function<T, List<String>> printer,
    @Nullable KeySet items) {

  /// What a value looks like in YAML.
  public enum Shape {
    PLAIN,
    /// `[a, b]`, or one item on its own.
    LIST,
    /// `{name: value}`
    MAPPING,
    /// A list of mappings that have settings of their own.
    ITEMS
  }

  /// The word for a limit that is not there.
  static final String NONE = "none";

  static <T> Kind<T> plain(
      String expected, Function<String, T> parser, Function<T, String> printer) {
    return new Kind<>(
        expected,
        Shape.PLAIN,
        texts -> parser.apply(texts.getFirst()),
        value -> List.of(printer.apply(value)),
        null);
  }

  /// Names and plain values.
  static Kind<Map<String, String>> mapping(String expected) {
    return new Kind<>(
        expected,
        Shape.MAPPING,
        texts -> {
          Map<String, String> values = new TreeMap<>();
          for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
              throw new IllegalArgumentException(
                  "'%s' is not of the form name=value".formatted(text));
            }
            values.put(text.substring(0, equals), text.substring(equals + 1));
          }
          return Map.copyOf(values);
        },
        values ->
            new TreeMap<>(values)
                .entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList(),
        null);
  }

  /// A list of items with settings of their own.
  ///
  /// @param shortForm reads an item that is written as a plain text
  static Kind<List<ConfigItem>> items(
      String expected, KeySet keys, Function<String, ConfigItem> shortForm) {
    return new Kind<>(
        expected,
        Shape.ITEMS,
        texts -> {
          List<ConfigItem> items = new ArrayList<>(texts.size());
          for (String text : texts) {
            items.add(
                text.stripLeading().startsWith("{")
                    ? YamlText.item(text, keys)
                    : shortForm.apply(text));
          }
          return List.copyOf(items);
        },
        items -> items.stream().map(YamlText::flow).toList(),
        keys);
  }

  public boolean list() {
    return shape != Shape.PLAIN;
  }

  /// The same, or `none`.
  Kind<Optional<T>> orNone() {
    return new Kind<>(
        expected + ", or " + NONE,
        shape,
        texts ->
            texts.size() == 1 && texts.getFirst().equals(NONE)
                ? Optional.empty()
                : Optional.of(parser.apply(texts)),
        value -> value.map(printer).orElse(List.of(NONE)),
        items);
  }

  Kind<List<T>> listOf() {
    return new Kind<>(
        "a list, each " + expected,
        Shape.LIST,
        texts -> {
          List<T> values = new ArrayList<>(texts.size());
          for (String text : texts) {
            values.add(parser.apply(List.of(text)));
          }
          return List.copyOf(values);
        },
        values -> values.stream().map(value -> printer.apply(value).getFirst()).toList(),
        null);
  }

  /// @throws IllegalArgumentException whose message completes "KEY: "
  T parse(List<String> texts) {
    try {
      return parser.apply(texts);
    } catch (IllegalArgumentException e) {
      String given = list() ? String.join(", ", texts) : texts.getFirst();
      String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      throw new IllegalArgumentException(
          "expected %s, found '%s'%s".formatted(expected, given, detail), e);
    }
  }
}
