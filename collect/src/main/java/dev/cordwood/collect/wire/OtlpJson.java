package dev.cordwood.collect.wire;

import dev.cordwood.event.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// OTLP logs in JSON. Unlike what protobuf's own JSON mapping says, identifiers are in hexadecimal
/// and enumerations are numbers; 64-bit integers come as strings or as numbers. Fields that are not
/// known are passed over.
final class OtlpJson {
  private final OtlpLogs logs;
  private final JsonScanner json = new JsonScanner();
  private final JsonScanner recordJson = new JsonScanner();
  private int values;

  OtlpJson(OtlpLogs logs) {
    this.logs = logs;
  }

  void request(byte[] body, long arrival) throws WireException {
    json.reset(body, body.length);
    if (json.skipSpace(0) == body.length) {
      return; // nothing at all is an empty request
    }
    int end = JsonMembers.check(json, 0);
    int at = json.skipSpace(0);
    if (body[at] != '{' || json.skipSpace(end) < body.length) {
      throw new WireException("expected one object with 'resourceLogs'");
    }
    JsonMembers request = new JsonMembers(json, body, at);
    while (request.next()) {
      if (request.is("resourceLogs") && request.isArray()) {
        JsonMembers all = request.within();
        while (all.next()) {
          if (all.isObject()) {
            resourceLogs(all, body, arrival);
          }
        }
      }
    }
  }

  private void resourceLogs(JsonMembers message, byte[] body, long arrival) throws WireException {
    values = 0;
    List<Datum.Field> resource = List.of();
    JsonMembers first = message.within();
    while (first.next()) {
      if (first.is("resource") && first.isObject()) {
        List<Datum.Field> attributes = new ArrayList<>();
        long dropped = 0;
        JsonMembers each = first.within();
        while (each.next()) {
          if (each.is("attributes")) {
            keyValues(each, attributes, 0);
          } else if (each.is("droppedAttributesCount")) {
            dropped = number(each);
          }
        }
        resource = OtlpRows.resource(attributes, dropped);
      }
    }
    JsonMembers second = message.within();
    while (second.next()) {
      if (second.is("scopeLogs") && second.isArray()) {
        JsonMembers all = second.within();
        while (all.next()) {
          if (all.isObject()) {
            scopeLogs(resource, all, body, arrival);
          }
        }
      }
    }
  }

  private void scopeLogs(List<Datum.Field> resource, JsonMembers message, byte[] body, long arrival)
      throws WireException {
    values = 0;
    List<Datum.Field> all = new ArrayList<>(resource);
    JsonMembers first = message.within();
    while (first.next()) {
      if (first.is("scope") && first.isObject()) {
        all.addAll(scope(first.within()));
      }
    }
    OtlpScope from = new OtlpScope(all);
    JsonMembers second = message.within();
    while (second.next()) {
      if (second.is("logRecords") && second.isArray()) {
        JsonMembers records = second.within();
        while (records.next()) {
          if (records.isObject()) {
            record(from, body, records.start(), records.end(), arrival);
          }
        }
      }
    }
  }

  private List<Datum.Field> scope(JsonMembers each) throws WireException {
    Datum.Text name = Datum.Text.EMPTY;
    Datum.Text version = Datum.Text.EMPTY;
    List<Datum.Field> attributes = new ArrayList<>();
    long dropped = 0;
    while (each.next()) {
      if (each.is("name") && each.isText()) {
        name = each.text();
      } else if (each.is("version") && each.isText()) {
        version = each.text();
      } else if (each.is("attributes")) {
        keyValues(each, attributes, 0);
      } else if (each.is("droppedAttributesCount")) {
        dropped = number(each);
      }
    }
    return OtlpRows.scope(name, version, attributes, dropped);
  }

  private void record(OtlpScope from, byte[] body, int start, int end, long arrival) {
    recordJson.reset(body, end);
    values = 0;
    OtlpRecord record = new OtlpRecord();
    try {
      read(record, new JsonMembers(recordJson, body, start));
    } catch (WireException e) {
      logs.reject(e);
      return;
    }
    logs.add(from, record, arrival, end - start);
  }

  private void read(OtlpRecord record, JsonMembers each) throws WireException {
    while (each.next()) {
      switch (each.name().toString()) {
        case "timeUnixNano" -> record.time = number(each);
        case "observedTimeUnixNano" -> record.observed = number(each);
        case "severityNumber" -> record.severityNumber = (int) number(each);
        case "severityText" -> record.severityText = text(each);
        case "body" -> record.body = value(each, 0);
        case "attributes" -> keyValues(each, record.attributes, 0);
        case "droppedAttributesCount" -> record.droppedAttributes = number(each);
        case "flags" -> record.flags = number(each);
        case "traceId" -> record.traceId = identifier(each);
        case "spanId" -> record.spanId = identifier(each);
        case "eventName" -> record.eventName = text(each);
        default -> {} // unknown fields are passed over
      }
    }
  }

  private static Datum.Text text(JsonMembers value) {
    return value.isText() ? value.text() : Datum.Text.EMPTY;
  }

  private static Datum.Text identifier(JsonMembers value) {
    String text = text(value).toString().toLowerCase(Locale.ROOT);
    return text.replace("0", "").isEmpty() ? Datum.Text.EMPTY : Datum.Text.of(text);
  }

  /// An integer, as a number or in quotes; 0 when it is none.
  private static long number(JsonMembers value) {
    Datum.Text text = value.isText() || value.isNumber() ? value.text() : Datum.Text.EMPTY;
    if (text.isEmpty() || text.length() > 20) {
      return 0;
    }
    try {
      return Long.parseLong(text.toString());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void keyValues(JsonMembers list, List<Datum.Field> to, int depth) throws WireException {
    if (!list.isArray()) {
      return;
    }
    JsonMembers items = list.within();
    while (items.next()) {
      if (items.isObject()) {
        to.add(keyValue(items.within(), depth));
      }
    }
  }

  private Datum.Field keyValue(JsonMembers each, int depth) throws WireException {
    count(depth);
    Datum.Text key = Datum.Text.EMPTY;
    Datum value = Datum.Nothing.NULL;
    while (each.next()) {
      if (each.is("key")) {
        key = text(each);
      } else if (each.is("value")) {
        value = value(each, depth);
      }
    }
    return new Datum.Field(key, value);
  }

  private Datum value(JsonMembers any, int depth) throws WireException {
    count(depth);
    if (!any.isObject()) {
      return Datum.Nothing.NULL;
    }
    Datum value = Datum.Nothing.NULL;
    JsonMembers each = any.within();
    while (each.next()) {
      switch (each.name().toString()) {
        case "stringValue" -> value = text(each);
        case "boolValue" -> value = Datum.Flag.of(each.text().is("true"));
        case "intValue", "doubleValue" -> value = numeral(each);
        case "bytesValue" -> value = text(each);
        case "arrayValue" -> value = items(each, depth + 1);
        case "kvlistValue" -> value = map(each, depth + 1);
        default -> {} // unknown kinds of values are passed over
      }
    }
    return value;
  }

  private static Datum numeral(JsonMembers value) {
    Datum.Text text = value.text();
    byte[] digits = text.toString().getBytes(StandardCharsets.UTF_8);
    JsonScanner check = new JsonScanner();
    check.reset(digits, digits.length);
    boolean number =
        digits.length > 0
            && (digits[0] == '-' || (digits[0] >= '0' && digits[0] <= '9'))
            && check.value(0, 0) == digits.length;
    return number ? new Datum.Numeral(digits, 0, digits.length) : text; // "NaN", "Infinity"
  }

  private Datum items(JsonMembers array, int depth) throws WireException {
    List<Datum> items = new ArrayList<>();
    JsonMembers values = values(array);
    while (values.next()) {
      items.add(value(values, depth));
    }
    return new Datum.Items(items);
  }

  private Datum map(JsonMembers list, int depth) throws WireException {
    List<Datum.Field> fields = new ArrayList<>();
    JsonMembers values = values(list);
    while (values.next()) {
      if (values.isObject()) {
        fields.add(keyValue(values.within(), depth));
      }
    }
    return new Datum.Fields(fields);
  }

  /// The elements of the array `values` within.
  private JsonMembers values(JsonMembers holder) {
    if (holder.isObject()) {
      JsonMembers each = holder.within();
      while (each.next()) {
        if (each.is("values") && each.isArray()) {
          return each.within();
        }
      }
    }
    JsonScanner none = new JsonScanner();
    byte[] empty = {'[', ']'};
    none.reset(empty, empty.length);
    return new JsonMembers(none, empty, 0);
  }

  private void count(int depth) throws WireException {
    if (++values > WireLimits.MAX_VALUES) {
      throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
    }
    if (depth > WireLimits.MAX_DEPTH) {
      throw new WireException(
          "values within values more than %d deep".formatted(WireLimits.MAX_DEPTH));
    }
  }
}
