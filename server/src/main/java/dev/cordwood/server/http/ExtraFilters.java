package dev.cordwood.server.http;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.query.HiddenFields;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// The parameters `extra_filters` and `extra_stream_filters`: filters that are added to those of
/// the query, as LogsQL or as a JSON object of fields with a value or a list of values.
final class ExtraFilters {
  private static final int MAX_LENGTH = 64 << 10;

  private ExtraFilters() {}

  static List<Filter> of(Parameters parameters, ParseContext context) {
    List<Filter> filters = new ArrayList<>();
    for (String text : parameters.all("extra_filters")) {
      filters.add(filter(isObject(text) ? fields(text) : text, context));
    }
    for (String text : parameters.all("extra_stream_filters")) {
      filters.add(filter(isObject(text) ? stream(text) : text, context));
    }
    return filters;
  }

  /// `hidden_fields_filters`: names separated by commas, or a JSON array of names.
  static HiddenFields hiddenFields(Parameters parameters) {
    List<String> names = new ArrayList<>();
    for (String text : parameters.all("hidden_fields_filters")) {
      if (text.stripLeading().startsWith("[")) {
        if (!(read(text, "hidden_fields_filters: not a JSON array: ") instanceof List<?> listed)) {
          throw HttpFailure.badRequest("hidden_fields_filters: not a JSON array: " + text);
        }
        listed.forEach(name -> names.add(String.valueOf(name)));
      } else {
        for (String name : text.split(",")) {
          names.add(name.strip());
        }
      }
    }
    names.removeIf(String::isEmpty);
    if (names.size() > Limits.MAX_HIDDEN_FIELDS) {
      throw HttpFailure.badRequest(
          "hidden_fields_filters: %d names, at most %d are allowed"
              .formatted(names.size(), Limits.MAX_HIDDEN_FIELDS));
    }
    return new HiddenFields(names);
  }

  private static boolean isObject(String text) {
    return text.stripLeading().matches("(?s)\\{\\s*(\".*|})");
  }

  private static Filter filter(String text, ParseContext context) {
    return Query.parseFilter(text, context);
  }

  private static String fields(String json) {
    StringBuilder filter = new StringBuilder("*");
    for (Map.Entry<String, List<String>> entry : entries(json)) {
      filter.append(' ');
      quote(entry.getKey(), filter);
      filter.append(":in(");
      list(entry.getValue(), filter);
      filter.append(')');
    }
    return filter.toString();
  }

  private static String stream(String json) {
    StringBuilder filter = new StringBuilder("{");
    for (Map.Entry<String, List<String>> entry : entries(json)) {
      if (filter.length() > 1) {
        filter.append(',');
      }
      quote(entry.getKey(), filter);
      filter.append(" in (");
      list(entry.getValue(), filter);
      filter.append(')');
    }
    return filter.append('}').toString();
  }

  private static void list(List<String> values, StringBuilder out) {
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",");
      quote(values.get(i), out);
    }
  }

  private static void quote(String text, StringBuilder out) {
    JsonStrings.quote(text, out);
  }

  private static List<Map.Entry<String, List<String>>> entries(String json) {
    Object read = read(json, "extra filters: not a JSON object: ");
    List<Map.Entry<String, List<String>>> entries = new ArrayList<>();
    if (read instanceof Map<?, ?> object) {
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        List<String> values = new ArrayList<>();
        if (entry.getValue() instanceof List<?> several) {
          several.forEach(each -> values.add(String.valueOf(each)));
        } else {
          values.add(String.valueOf(entry.getValue()));
        }
        entries.add(Map.entry(String.valueOf(entry.getKey()), values));
      }
      return entries;
    }
    throw HttpFailure.badRequest("extra filters: not a JSON object: " + json);
  }

  private static Object read(String json, String mistake) {
    if (json.length() > MAX_LENGTH) {
      throw HttpFailure.badRequest(
          "a filter parameter is longer than %d characters".formatted(MAX_LENGTH));
    }
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(4);
    options.setMaxAliasesForCollections(0);
    try {
      // YAML holds all of JSON
      return new Yaml(new SafeConstructor(options)).load(json);
    } catch (YAMLException e) {
      throw HttpFailure.badRequest(mistake + json);
    }
  }
}
