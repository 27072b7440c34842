package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.collect.format.Levels;
import dev.cordwood.event.JsonScanner;

/// The body of a GELF HTTP request: a message, or several one after the other. Own fields lose
/// their underscore, `short_message` is opened as whatever it is of, and `level` becomes its word,
/// with the number kept as `severity`. What is no message is kept as text with `_error`.
public final class GelfBody {
  private final Rows rows;
  private final RowFields fields;
  private final JsonScanner json = new JsonScanner();
  private int end;
  private int broken;

  public GelfBody(Rows rows) {
    this.rows = rows;
    fields = new RowFields(rows);
  }

  /// Adds the rows of a body, which is unpacked.
  public void add(byte[] body, long arrival) {
    end = 0;
    try {
      new JsonObjects()
          .each(
              body,
              (bytes, start, to) -> {
                if (bytes[start] != '{') {
                  throw new WireException(
                      "at byte %d: a message must be an object".formatted(start));
                }
                object(bytes, start, to, arrival);
                end = to;
              });
    } catch (WireException e) {
      keep(body, "not GELF: " + e.getMessage(), arrival);
    }
  }

  /// Rows that are texts because they were no messages.
  public int broken() {
    return broken;
  }

  private void keep(byte[] body, String why, long arrival) {
    broken++;
    fields.begin();
    fields.error(why);
    fields.message(new Datum.Text(body, end, body.length));
    fields.end(arrival, body.length - end);
  }

  private void object(byte[] body, int start, int to, long arrival) throws WireException {
    json.reset(body, to);
    fields.begin();
    try {
      Datum.Text message = Datum.Text.EMPTY;
      JsonMembers each = new JsonMembers(json, body, start);
      while (each.next()) {
        if (each.is("short_message")) {
          message = each.text();
        } else {
          member(each);
        }
      }
      if (message.isEmpty()) {
        fields.error("GELF without short_message");
      } else {
        fields.message(message);
      }
    } catch (WireException e) {
      rows.drop();
      throw e;
    }
    fields.end(arrival, to - start);
  }

  private void member(JsonMembers each) throws WireException {
    Datum.Text name = each.name();
    Datum value = each.value();
    if (name.is("timestamp")) {
      fields.add("_time", value);
    } else if (name.is("level") && isSeverity(each, value)) {
      fields.add("severity", value);
      fields.level(Levels.ofSyslogPriority(value.toString().charAt(0) - '0'));
    } else if (name.length() > 1 && name.bytes()[name.start()] == '_') {
      fields.add(new Datum.Text(name.bytes(), name.start() + 1, name.end()), value);
    } else {
      fields.add(name, value);
    }
  }

  private static boolean isSeverity(JsonMembers each, Datum value) {
    if (!each.isNumber() && !each.isText()) {
      return false;
    }
    String text = value.toString();
    return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '7';
  }
}
