package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns lines of JSON into rows. Works on bytes, makes no strings, and looks a field's name up by
/// guessing that it follows the one it followed in the line before. Not safe for several threads.
///
/// * Strict JSON (RFC 8259). A line that is anything but one object is kept whole as `_msg` with
///   `_error`, which says what is wrong at which byte (from 0).
/// * Objects within the object become fields with dotted names; an empty one is the value `{}`.
///   Arrays are kept as JSON text without space. Numbers keep their text.
/// * Escapes are decoded; lone surrogates and bytes that are not UTF-8 become U+FFFD.
/// * Of fields with the same (dotted) name the last one counts. The field with the empty name is
///   called `_`.
/// * Beyond [Limits#MAX_FIELDS] and [Limits#MAX_NAME_BYTES] fields are kept in `_extra`, beyond
///   [Limits#MAX_FLATTENED_DEPTH] as JSON text.
public final class JsonLineParser {
  private static final byte[] EMPTY_NAME = {'_'};
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final FieldNames names;
  private final Row row;
  private final JsonScanner json = new JsonScanner();
  private final FieldName message;
  private final FieldName error;
  private final FieldName extra;

  /// The dotted path of the objects that are open, with a dot after each name.
  private byte[] path = new byte[Limits.MAX_NAME_BYTES + 1];

  private final int[] pathLengths = new int[Limits.MAX_FLATTENED_DEPTH + 1];
  private FieldName last;
  private int namesGeneration;

  private long time;

  private byte[] extras = new byte[256];
  private int extrasLength;

  public JsonLineParser(Row row) {
    names = row.names();
    this.row = row;
    message = names.get("_msg");
    error = names.get("_error");
    extra = names.get("_extra");
    last = message;
  }

  /// Adds one row for the line `[start, end)`, which has no LF and is not blank.
  ///
  /// @param arrival the row's time if the line has none
  /// @return whether the line was a JSON object; if not it is stored as text with `_error`
  public boolean parse(byte[] line, int start, int end, long arrival, EventBatchBuilder builder) {
    if (namesGeneration != names.generation()) {
      namesGeneration = names.generation();
      last = message;
    }
    json.reset(line, end);
    extrasLength = 0;
    row.begin(builder);
    int from = hasByteOrderMark(line, start, end) ? start + 3 : start;
    if (object(line, json.skipSpace(from), end)) {
      if (extrasLength > 0) {
        addExtras();
      }
      time = row.end(arrival);
      return true;
    }
    row.drop();
    String why = "not JSON: at byte %d: %s".formatted(json.failedAt() - start, json.failure());
    addBroken(line, start, end, why, arrival, builder);
    return false;
  }

  /// Adds the fields of a JSON object to the row that is open. Nothing is added when the text is
  /// not one whole object. The text must stay as it is until the row ends.
  ///
  /// @return whether it was an object
  public boolean addFields(byte[] text, int start, int end) {
    json.reset(text, end);
    extrasLength = 0;
    int from = json.skipSpace(hasByteOrderMark(text, start, end) ? start + 3 : start);
    if (from >= end || text[from] != '{') {
      return false;
    }
    int to = json.value(from, 0);
    if (to < 0 || json.skipSpace(to) < end) {
      return false;
    }
    if (namesGeneration != names.generation()) {
      namesGeneration = names.generation();
      last = message;
    }
    object(text, from, end);
    if (extrasLength > 0) {
      addExtras();
    }
    return true;
  }

  /// The time of the last object's row.
  public long time() {
    return time;
  }

  /// Adds a row for a line that cannot be taken as it is: its text, and what is wrong with it.
  public void addBroken(
      byte[] line, int start, int end, String why, long time, EventBatchBuilder builder) {
    row.begin(builder);
    if (Utf8.isValid(line, start, end)) {
      row.addOwn(message, ValueType.STRING, line, start, end - start);
    } else {
      byte[] repaired = Utf8.repair(line, start, end);
      row.addOwn(message, ValueType.STRING, repaired, 0, repaired.length);
    }
    byte[] text = why.getBytes(StandardCharsets.UTF_8);
    row.addOwn(error, ValueType.STRING, text, 0, text.length);
    row.finish(time);
  }

  private static boolean hasByteOrderMark(byte[] line, int start, int end) {
    return end - start >= 3
        && line[start] == (byte) 0xEF
        && line[start + 1] == (byte) 0xBB
        && line[start + 2] == (byte) 0xBF;
  }

  private boolean object(byte[] line, int at, int end) {
    if (at >= end || line[at] != '{') {
      json.fail(at, "expected '{', found " + json.found(at));
      return false;
    }
    int depth = 0;
    int pathLength = 0;
    int i = json.skipSpace(at + 1);
    boolean first = true; // an object was just opened
    while (true) {
      if (i >= end) {
        json.fail(i, "the line ends inside the object");
        return false;
      }
      boolean closed = first && line[i] == '}';
      if (closed) {
        if (depth > 0) {
          emptyObject(pathLength);
        }
      } else {
        if (line[i] != '"') {
          json.fail(i, "expected a field name in quotes, found " + json.found(i));
          return false;
        }
        int nameStart = i + 1;
        FieldName name = null;
        if (pathLength == 0) {
          name = guess(line, nameStart, end);
        }
        if (name != null) {
          i = nameStart + name.key.length + 1;
        } else {
          i = json.string(nameStart);
          if (i < 0) {
            return false;
          }
          json.text(nameStart, i - 1);
          name = name(pathLength);
        }
        int nameEnd = i - 1;
        if (i < end && line[i] == ':') {
          i++;
        } else {
          i = json.skipSpace(i);
          if (i >= end || line[i] != ':') {
            json.fail(i, "expected ':' after a field name, found " + json.found(i));
            return false;
          }
          i++;
        }
        if (i < end && line[i] <= ' ') {
          i = json.skipSpace(i);
        }
        if (i >= end) {
          json.fail(i, "the line ends before a value");
          return false;
        }
        if (line[i] == '{' && depth < Limits.MAX_FLATTENED_DEPTH && name != null) {
          pathLengths[depth++] = pathLength;
          pathLength = push(name);
          i = json.skipSpace(i + 1);
          first = true;
          continue;
        }
        i =
            name != null && row.hasRoomFor(name)
                ? field(line, i, depth + 1, name)
                : overflow(i, depth + 1, pathLength, nameStart, nameEnd);
        if (i < 0) {
          return false;
        }
      }
      // after a value, or at the end of an empty object
      first = false;
      while (true) {
        if (!closed && i < end && line[i] <= ' ') {
          i = json.skipSpace(i);
        }
        byte c = i < end ? line[i] : 0;
        if (c == ',' && !closed) {
          i++;
          if (i < end && line[i] <= ' ') {
            i = json.skipSpace(i);
          }
          break;
        }
        if (c != '}') {
          json.fail(i, "expected ',' or '}', found " + json.found(i));
          return false;
        }
        closed = false;
        i++;
        if (depth == 0) {
          int rest = json.skipSpace(i);
          if (rest < end) {
            json.fail(rest, "more text after the object: " + json.found(rest));
          }
          return rest >= end;
        }
        pathLength = pathLengths[--depth];
      }
    }
  }

  /// One of the two names that followed the last one in lines before, if it stands here too.
  private @Nullable FieldName guess(byte[] line, int at, int end) {
    FieldName guess = last.next;
    if (guess == null) {
      return null;
    }
    if (!guess.standsAt(line, at, end)) {
      guess = last.other;
      if (guess == null || !guess.standsAt(line, at, end)) {
        return null;
      }
    }
    last = guess;
    return guess;
  }

  /// The name of the field whose own name was just decoded, within the open objects; null when it
  /// is too long.
  private @Nullable FieldName name(int pathLength) {
    byte[] source = json.source;
    int start = json.start;
    int length = json.length;
    if (length == 0) {
      source = EMPTY_NAME;
      start = 0;
      length = 1;
    }
    if (pathLength + length > Limits.MAX_NAME_BYTES) {
      return null;
    }
    if (pathLength > 0) {
      System.arraycopy(source, start, path, pathLength, length);
      source = path;
      start = 0;
      length += pathLength;
    }
    FieldName name = last.next;
    if (name == null
        || !Arrays.equals(name.key, 0, name.key.length, source, start, start + length)) {
      name = names.get(source, start, length);
      last.other = last.next;
      last.next = name;
    }
    last = name;
    return name;
  }

  private int push(FieldName name) {
    System.arraycopy(name.key, 0, path, 0, name.key.length);
    path[name.key.length] = '.';
    return name.key.length + 1;
  }

  private void emptyObject(int pathLength) {
    FieldName name = names.get(path, 0, pathLength - 1);
    if (row.hasRoomFor(name)) {
      row.add(name, ValueType.JSON, EMPTY_OBJECT, 0, 2);
    } else {
      appendExtra(path, 0, pathLength - 1, EMPTY_OBJECT, 0, 2);
    }
  }

  private int field(byte[] line, int at, int depth, FieldName name) {
    byte c = line[at];
    if (c == '"') {
      int end = json.string(at + 1);
      if (end > 0) {
        json.text(at + 1, end - 1);
        row.add(name, ValueType.STRING, json.source, json.start, json.length);
      }
      return end;
    }
    if (c == '-' || TimeParser.isDigit(c)) {
      int end = json.number(at);
      if (end > 0) {
        row.add(name, ValueType.NUMBER, line, at, end - at);
      }
      return end;
    }
    if (c == '{' || c == '[') {
      int end = json.value(at, depth);
      if (end > 0) {
        json.compact(at, end);
        row.add(name, ValueType.JSON, json.source, json.start, json.length);
      }
      return end;
    }
    int end = json.literal(at);
    if (end > 0) {
      ValueType type = c == 'n' ? ValueType.NULL : ValueType.BOOLEAN;
      row.add(name, type, line, at, end - at);
    }
    return end;
  }

  /// Keeps a field that has no place in the row as a member of `_extra`.
  private int overflow(int at, int depth, int pathLength, int nameStart, int nameEnd) {
    int end = json.value(at, depth);
    if (end < 0) {
      return -1;
    }
    json.compact(at, end);
    byte[] value = json.source;
    int valueStart = json.start;
    int valueLength = json.length;
    json.string(nameStart);
    json.text(nameStart, nameEnd);
    byte[] full = new byte[pathLength + Math.max(1, json.length)];
    System.arraycopy(path, 0, full, 0, pathLength);
    if (json.length == 0) {
      full[pathLength] = '_';
    } else {
      System.arraycopy(json.source, json.start, full, pathLength, json.length);
    }
    appendExtra(full, 0, full.length, value, valueStart, valueLength);
    return end;
  }

  private void appendExtra(
      byte[] name, int nameStart, int nameLength, byte[] value, int start, int length) {
    int needed = extrasLength + nameLength * JsonStrings.MAX_GROWTH + length + 5;
    if (needed > extras.length) {
      extras = Arrays.copyOf(extras, needed * 2);
    }
    extras[extrasLength] = (byte) (extrasLength == 0 ? '{' : ',');
    int at = JsonStrings.quote(name, nameStart, nameLength, extras, extrasLength + 1);
    extras[at++] = ':';
    System.arraycopy(value, start, extras, at, length);
    extrasLength = at + length;
  }

  private void addExtras() {
    extras[extrasLength++] = '}';
    row.addOwn(extra, ValueType.JSON, extras, 0, extrasLength);
    if (extras.length > Limits.MAX_LINE_BYTES) {
      extras = new byte[256];
    }
  }
}
