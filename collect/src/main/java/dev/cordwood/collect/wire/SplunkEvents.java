package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.event.JsonScanner;
import java.util.Map;

/// Events for Splunk's HTTP event collector: JSON objects one after the other, with `event` (a text
/// or an object), `time` in seconds, `host`, `source`, `sourcetype`, `index` and flat `fields`.
public final class SplunkEvents {
  /// Why an event was refused, by the number that the collector's protocol has for it.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final int event;

    Refused(int code, String text, int event) {
      super(text);
      this.code = code;
      this.event = event;
    }

    public int code() {
      return code;
    }

    /// Its number in the body, from 0; those before it were added.
    public int event() {
      return event;
    }
  }

  private final Rows rows;
  private final RowFields fields;
  private final Map<String, String> otherwise;
  private final JsonScanner json = new JsonScanner();
  private int events;

  /// @param otherwise of the address: `host`, `source`, `sourcetype`, `index` where events name
  ///   none
  public SplunkEvents(Rows rows, Map<String, String> otherwise) {
    this.rows = rows;
    this.otherwise = Map.copyOf(otherwise);
    fields = new RowFields(rows);
  }

  /// Adds the rows of a body.
  public void add(byte[] body, long arrival) throws Refused {
    try {
      new JsonObjects()
          .each(
              body,
              (bytes, start, end) -> {
                add(bytes, start, end, arrival);
                events++;
              });
    } catch (RefusedInside e) {
      throw new Refused(e.code, String.valueOf(e.getMessage()), events);
    } catch (WireException e) {
      throw new Refused(6, "Invalid data format: " + e.getMessage(), events);
    }
    if (events == 0) {
      throw new Refused(5, "No data", 0);
    }
  }

  /// A refusal on its way through [JsonObjects].
  private static final class RefusedInside extends WireException {
    private static final long serialVersionUID = 1L;
    private final int code;

    RefusedInside(int code, String text) {
      super(text);
      this.code = code;
    }
  }

  private void add(byte[] body, int start, int end, long arrival) throws WireException {
    if (body[start] != '{') {
      throw new WireException("at byte %d: an event must be an object".formatted(start));
    }
    json.reset(body, end);
    JsonMembers check = new JsonMembers(json, body, start);
    boolean found = false;
    while (check.next()) {
      if (check.is("event")) {
        if (check.isNull()) {
          throw new RefusedInside(12, "Event field is required");
        }
        if (check.isText() && check.text().isEmpty()) {
          throw new RefusedInside(13, "Event field cannot be blank");
        }
        found = true;
      }
    }
    if (!found) {
      throw new RefusedInside(12, "Event field is required");
    }
    fields.begin();
    try {
      otherwise.forEach(fields::add);
      members(new JsonMembers(json, body, start));
    } catch (WireException e) {
      rows.drop();
      throw e;
    }
    fields.end(arrival, end - start);
  }

  private void members(JsonMembers each) throws WireException {
    Datum.Text message = Datum.Text.EMPTY;
    while (each.next()) {
      switch (each.name().toString()) {
        case "time" -> {
          if (each.isText() || each.isNumber()) {
            fields.add("_time", each.value());
          }
        }
        case "event" -> {
          if (each.isText()) {
            message = each.text();
          } else if (each.isObject()) {
            fields.addAll((Datum.Fields) each.value());
          } else {
            message = each.text();
          }
        }
        case "fields" -> {
          if (each.isObject()) {
            fields.addAll((Datum.Fields) each.value());
          } else {
            fields.add("fields", each.value());
          }
        }
        default -> {
          if (!each.isNull()) {
            fields.add(each.name(), each.value());
          }
        }
      }
    }
    if (!message.isEmpty()) {
      fields.message(message);
    }
  }
}
