package dev.cordwood.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The parameters of a request: those of the address, then those of a form in the body. A name may
/// come several times.
final class Parameters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private int count;

  private Parameters() {}

  /// Reads the body when it is a form.
  static Parameters of(ServerRequest request) {
    Parameters parameters = ofAddress(request);
    String type =
        request
            .headers()
            .first(HeaderNames.CONTENT_TYPE)
            .orElse("application/x-www-form-urlencoded")
            .toLowerCase(Locale.ROOT);
    if (request.content().hasEntity() && type.startsWith("application/x-www-form-urlencoded")) {
      parameters.parse(body(request));
    } else if (request.content().hasEntity()) {
      throw HttpFailure.of(
          415,
          "parameters go into the address or, as application/x-www-form-urlencoded, into the"
              + " body; this body is "
              + type);
    }
    return parameters;
  }

  /// For requests whose body is something else.
  static Parameters ofAddress(ServerRequest request) {
    Parameters parameters = new Parameters();
    parameters.parse(request.prologue().query().rawValue());
    return parameters;
  }

  static Parameters parseForm(String form) {
    Parameters parameters = new Parameters();
    parameters.parse(form);
    return parameters;
  }

  private static String body(ServerRequest request) {
    try (InputStream in = BodyStream.of(request)) {
      byte[] bytes = in.readNBytes(Limits.MAX_FORM_BYTES + 1);
      if (bytes.length > Limits.MAX_FORM_BYTES) {
        throw HttpFailure.of(
            413, "the form is larger than %d bytes".formatted(Limits.MAX_FORM_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw HttpFailure.badRequest("the body could not be read: " + e.getMessage());
    }
  }

  private void parse(String form) {
    int at = 0;
    while (at < form.length()) {
      int end = form.indexOf('&', at);
      if (end < 0) {
        end = form.length();
      }
      if (end > at) {
        String pair = form.substring(at, end);
        int equals = pair.indexOf('=');
        if (++count > Limits.MAX_PARAMETERS) {
          throw HttpFailure.badRequest("more than %d parameters".formatted(Limits.MAX_PARAMETERS));
        }
        values
            .computeIfAbsent(
                decode(equals < 0 ? pair : pair.substring(0, equals)), _ -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
      at = end + 1;
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpFailure.badRequest("bad percent encoding in the parameters: '%s'".formatted(text));
    }
  }

  /// The first value of each name.
  Map<String, String> first() {
    Map<String, String> first = new LinkedHashMap<>();
    values.forEach((name, all) -> first.put(name, all.getFirst()));
    return first;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The first value, or "".
  String text(String name) {
    List<String> all = values.get(name);
    return all == null ? "" : all.getFirst();
  }

  /// @throws HttpFailure 400 when it is missing or empty
  String required(String name) {
    String text = text(name);
    if (text.isBlank()) {
      throw HttpFailure.badRequest("the parameter '%s' is missing".formatted(name));
    }
    return text;
  }

  /// All non-empty values of these names.
  List<String> all(String... names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      for (String value : values.getOrDefault(name, List.of())) {
        if (!value.isEmpty()) {
          found.add(value);
        }
      }
    }
    return found;
  }

  long number(String name, long fallback, long min, long max) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw HttpFailure.badRequest(
        "%s: expected a whole number from %d to %d, found '%s'".formatted(name, min, max, text));
  }

  boolean flag(String name) {
    return isOn(name, text(name));
  }

  /// @param text of a switch; empty for off
  static boolean isOn(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "0", "false", "no", "off" -> false;
      case "1", "true", "yes", "on" -> true;
      default ->
          throw HttpFailure.badRequest("%s: expected 1 or 0, found '%s'".formatted(name, text));
    };
  }
}
