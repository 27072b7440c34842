package dev.cordwood.collect.wire;

import dev.cordwood.event.JsonScanner;
import java.util.ArrayList;
import java.util.List;

/// Goes through the members of a JSON object, or the elements of an array, in place: finds where
/// each value begins and ends without making anything of it, so that a body of any size needs no
/// memory beside its bytes. The JSON must have been checked before, see [#check].
final class JsonMembers {
  private final JsonScanner json;
  private final byte[] bytes;
  private final boolean named;
  private int at;
  private Datum.Text name = Datum.Text.EMPTY;
  private int start;
  private int end;

  /// @param at where the object or array begins
  JsonMembers(JsonScanner json, byte[] bytes, int at) {
    this.json = json;
    this.bytes = bytes;
    this.at = at + 1;
    named = bytes[at] == '{';
  }

  /// Checks that there is one whole JSON value at `at`.
  ///
  /// @param json was reset to these bytes
  /// @return where it ends
  static int check(JsonScanner json, int at) throws WireException {
    int from = json.skipSpace(at);
    int end = json.value(from, 0);
    if (end < 0) {
      throw new WireException(
          "not JSON: at byte %d: %s".formatted(json.failedAt(), json.failure()));
    }
    return end;
  }

  /// Moves on to the next one.
  ///
  /// @return false at the end
  boolean next() {
    at = json.skipSpace(at);
    if (bytes[at] == ',') {
      at = json.skipSpace(at + 1);
    }
    if (bytes[at] == '}' || bytes[at] == ']') {
      return false;
    }
    if (named) {
      int from = at + 1;
      int to = json.string(from);
      json.text(from, to - 1);
      name = scanned();
      at = json.skipSpace(json.skipSpace(to) + 1);
    }
    start = at;
    at = json.value(at, 0);
    end = at;
    return true;
  }

  Datum.Text name() {
    return name;
  }

  boolean is(String other) {
    return name.is(other);
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean isObject() {
    return bytes[start] == '{';
  }

  boolean isArray() {
    return bytes[start] == '[';
  }

  boolean isText() {
    return bytes[start] == '"';
  }

  boolean isNumber() {
    return bytes[start] == '-' || (bytes[start] >= '0' && bytes[start] <= '9');
  }

  boolean isNull() {
    return bytes[start] == 'n';
  }

  JsonMembers within() {
    return new JsonMembers(json, bytes, start);
  }

  /// The text of a string; of anything else, its JSON.
  Datum.Text text() {
    if (isText()) {
      json.string(start + 1);
      json.text(start + 1, end - 1);
    } else {
      json.value(start, 0);
      json.compact(start, end);
    }
    return scanned();
  }

  /// The value, with objects as fields and arrays as JSON.
  ///
  /// @throws WireException when there is too much in it
  Datum value() throws WireException {
    return value(0, new int[1]);
  }

  private Datum value(int depth, int[] values) throws WireException {
    if (++values[0] > WireLimits.MAX_VALUES) {
      throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
    }
    if (isText()) {
      return text();
    }
    if (isNumber()) {
      return new Datum.Numeral(bytes, start, end);
    }
    if (isObject() && depth < WireLimits.MAX_DEPTH) {
      List<Datum.Field> fields = new ArrayList<>();
      JsonMembers members = within();
      while (members.next()) {
        fields.add(new Datum.Field(members.name(), members.value(depth + 1, values)));
      }
      return new Datum.Fields(fields);
    }
    if (isObject() || isArray()) {
      Datum.Text text = text();
      return new Datum.Json(text.bytes(), text.start(), text.end());
    }
    return isNull() ? Datum.Nothing.NULL : Datum.Flag.of(bytes[start] == 't');
  }

  /// The text of the one value at `[start, end)`.
  static Datum.Text text(JsonScanner json, byte[] bytes, int start, int end) {
    JsonMembers one = new JsonMembers(json, bytes, start);
    one.start = start;
    one.end = end;
    return one.text();
  }

  private Datum.Text scanned() {
    return new Datum.Text(json.source(), json.start(), json.start() + json.length());
  }
}
