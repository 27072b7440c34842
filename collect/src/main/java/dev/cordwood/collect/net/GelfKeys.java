package dev.cordwood.collect.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Rewrites a GELF object to the names of fields here: `timestamp` to `_time`, `_x` to `x`, a
/// `level` that is a number from 0 to 7 to its word and `severity`; `short_message` is taken out.
/// Only the object's own keys are touched; whether it is JSON at all is for the parser to say. Not
/// safe for several threads.
final class GelfKeys {
  private static final String[] LEVELS = {
    "fatal", "fatal", "fatal", "error", "warn", "info", "info", "debug"
  };

  private byte[] out = new byte[4 << 10];
  private int size;
  private int messageStart;
  private int messageEnd;

  private byte[] in = {};
  private int at;
  private int end;

  /// The rewritten object, from 0 to [#size()].
  byte[] bytes() {
    return out;
  }

  int size() {
    return size;
  }

  /// Where the text of `short_message` is in the original, without its quotes; both 0 when there is
  /// none.
  int messageStart() {
    return messageStart;
  }

  int messageEnd() {
    return messageEnd;
  }

  void rewrite(byte[] text, int start, int limit) {
    in = text;
    at = start;
    end = limit;
    size = 0;
    messageStart = 0;
    messageEnd = 0;
    int depth = 0;
    boolean expectsKey = false;
    while (at < end) {
      byte b = in[at];
      if (b == '"') {
        if (depth == 1 && expectsKey) {
          expectsKey = false;
          key();
        } else {
          copy(at, string(at));
        }
        continue;
      }
      if (b == '{' || b == '[') {
        depth++;
        expectsKey = depth == 1 && b == '{';
      } else if (b == '}' || b == ']') {
        depth--;
      } else if (b == ',' && depth == 1) {
        expectsKey = true;
      }
      put(b);
      at++;
    }
  }

  /// Where the string that begins at `from` ends, behind its quote.
  private int string(int from) {
    int i = from + 1;
    while (i < end && in[i] != '"') {
      i += in[i] == '\\' ? 2 : 1;
    }
    return Math.min(end, i + 1);
  }

  private void key() {
    int keyEnd = string(at);
    if (is("\"short_message\"", keyEnd)) {
      shortMessage(keyEnd);
    } else if (is("\"timestamp\"", keyEnd)) {
      put("\"_time\"");
      at = keyEnd;
    } else if (is("\"level\"", keyEnd)) {
      level(keyEnd);
    } else if (at + 2 < keyEnd && in[at + 1] == '_' && in[at + 2] != '"') {
      put((byte) '"');
      at += 2;
      copy(at, keyEnd);
    } else {
      copy(at, keyEnd);
    }
  }

  private boolean is(String name, int keyEnd) {
    if (keyEnd - at != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (in[at + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// A text that is not empty is taken out.
  private void shortMessage(int keyEnd) {
    int value = valueAt(keyEnd);
    int valueEnd = value < end && in[value] == '"' ? string(value) : value;
    if (valueEnd - value <= 2 || in[valueEnd - 1] != '"') {
      put("\"_msg\"");
      at = keyEnd;
      return;
    }
    messageStart = value + 1;
    messageEnd = valueEnd - 1;
    put("\"_msg\":null");
    at = valueEnd;
  }

  private void level(int keyEnd) {
    int value = valueAt(keyEnd);
    boolean isDigit = value < end && in[value] >= '0' && in[value] <= '7';
    boolean ends =
        isDigit
            && (value + 1 == end
                || in[value + 1] == ','
                || in[value + 1] == '}'
                || in[value + 1] <= ' ');
    if (!ends) {
      copy(at, keyEnd);
      return;
    }
    int level = in[value] - '0';
    put("\"severity\":" + level + ",\"level\":\"" + LEVELS[level] + "\"");
    at = value + 1;
  }

  /// Where the value of a key begins, behind the colon.
  private int valueAt(int keyEnd) {
    int i = keyEnd;
    while (i < end && (in[i] <= ' ' || in[i] == ':')) {
      i++;
    }
    return i;
  }

  private void put(byte b) {
    room(1);
    out[size++] = b;
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    room(bytes.length);
    System.arraycopy(bytes, 0, out, size, bytes.length);
    size += bytes.length;
  }

  private void copy(int from, int to) {
    room(to - from);
    System.arraycopy(in, from, out, size, to - from);
    size += to - from;
    at = to;
  }

  private void room(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, Math.max(size + more, out.length * 2));
    }
  }
}
