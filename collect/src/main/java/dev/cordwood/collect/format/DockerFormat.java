package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.TimeParser;
import dev.cordwood.event.Timestamps;

/// What Docker's json-file driver writes: `{"log":"…\n","stream":"stdout","time":"…"}`, in this
/// order, with `"attrs":{"name":"value"}` before the time where labels are kept. Any other object
/// is not of this format.
final class DockerFormat implements TextFormat {
  private static final byte[] LOG = Ascii.bytes("{\"log\":\"");
  private static final byte[] STREAM = Ascii.bytes(",\"stream\":\"");
  private static final byte[] ATTRIBUTES = Ascii.bytes(",\"attrs\":{");
  static final byte[] TIME = Ascii.bytes(",\"time\":\"");

  private final TimeParser times;
  private final FieldName stream;
  private final LineFields names;
  private byte[] text = new byte[256];
  private int length;

  DockerFormat(FormatSetup setup) {
    times = new TimeParser(setup.options().zone());
    names = setup.fields();
    stream = names.name("stream");
  }

  @Override
  public String id() {
    return "docker";
  }

  static boolean mayBe(byte[] line, int start, int end) {
    return Ascii.startsWith(line, start, end, LOG);
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    if (!mayBe(line, start, end)) {
      return false;
    }
    int at = decode(line, start + LOG.length, end);
    if (at < 0 || !Ascii.startsWith(line, at, end, STREAM)) {
      return false;
    }
    int from = at + STREAM.length;
    at = plainEnd(line, from, end);
    if (at < 0) {
      return false;
    }
    fields.text(stream, line, from, at);
    at++;
    if (Ascii.startsWith(line, at, end, ATTRIBUTES)) {
      at = attributes(line, at + ATTRIBUTES.length, end, fields);
      if (at < 0) {
        return false;
      }
    }
    if (!Ascii.startsWith(line, at, end, TIME)) {
      return false;
    }
    from = at + TIME.length;
    at = plainEnd(line, from, end);
    if (at < 0 || at + 2 != end || line[at + 1] != '}') {
      return false;
    }
    long time = times.parse(line, from, at);
    if (time == Timestamps.NONE) {
      return false;
    }
    fields.time(time, times.hasZone());
    int to = length > 0 && text[length - 1] == '\n' ? length - 1 : length;
    to = to > 0 && text[to - 1] == '\r' ? to - 1 : to;
    fields.content(text, 0, to);
    return true;
  }

  private int attributes(byte[] line, int start, int end, LineFields fields) {
    int at = start;
    while (at < end && line[at] == '"') {
      int nameEnd = plainEnd(line, at + 1, end);
      if (nameEnd < 0
          || nameEnd + 2 >= end
          || line[nameEnd + 1] != ':'
          || line[nameEnd + 2] != '"') {
        return -1;
      }
      int valueEnd = plainEnd(line, nameEnd + 3, end);
      if (valueEnd < 0 || valueEnd + 1 >= end) {
        return -1;
      }
      byte[] name = Ascii.concat(Ascii.bytes("attrs."), line, at + 1, nameEnd);
      fields.text(names.name(name, 0, name.length), line, nameEnd + 3, valueEnd);
      at = valueEnd + 1;
      if (line[at] == ',') {
        at++;
      }
    }
    return at < end && line[at] == '}' ? at + 1 : -1;
  }

  /// Where a string without escapes ends; the index of its quote, or -1.
  private static int plainEnd(byte[] line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line[i] == '"') {
        return i;
      }
      if (line[i] == '\\') {
        return -1;
      }
    }
    return -1;
  }

  /// Decodes the string that starts here into `text`.
  ///
  /// @return the index behind its quote, or -1 when it has no end or a wrong escape
  private int decode(byte[] line, int start, int end) {
    if (text.length < end - start) {
      text = new byte[end - start];
    } else if (text.length > (64 << 10) && end - start < (1 << 10)) {
      text = new byte[1 << 10];
    }
    int out = 0;
    int i = start;
    while (i < end) {
      byte c = line[i];
      if (c == '"') {
        length = out;
        return i + 1;
      }
      if (c != '\\') {
        text[out++] = c;
        i++;
        continue;
      }
      if (i + 1 >= end) {
        return -1;
      }
      byte escape = line[i + 1];
      i += 2;
      switch (escape) {
        case 'n' -> text[out++] = '\n';
        case 't' -> text[out++] = '\t';
        case 'r' -> text[out++] = '\r';
        case 'b' -> text[out++] = '\b';
        case 'f' -> text[out++] = '\f';
        case '"', '\\', '/' -> text[out++] = escape;
        case 'u' -> {
          int unit = hex(line, i, end);
          if (unit < 0) {
            return -1;
          }
          i += 4;
          if (Character.isHighSurrogate((char) unit) && i + 6 <= end && line[i] == '\\') {
            int low = line[i + 1] == 'u' ? hex(line, i + 2, end) : -1;
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
              unit = Character.toCodePoint((char) unit, (char) low);
              i += 6;
            }
          }
          out = put(unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit, out);
        }
        default -> {
          return -1;
        }
      }
    }
    return -1;
  }

  private int put(int point, int at) {
    int out = at;
    if (point < 0x80) {
      text[out++] = (byte) point;
    } else if (point < 0x800) {
      text[out++] = (byte) (0xC0 | point >> 6);
      text[out++] = (byte) (0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      text[out++] = (byte) (0xE0 | point >> 12);
      text[out++] = (byte) (0x80 | point >> 6 & 0x3F);
      text[out++] = (byte) (0x80 | point & 0x3F);
    } else {
      text[out++] = (byte) (0xF0 | point >> 18);
      text[out++] = (byte) (0x80 | point >> 12 & 0x3F);
      text[out++] = (byte) (0x80 | point >> 6 & 0x3F);
      text[out++] = (byte) (0x80 | point & 0x3F);
    }
    return out;
  }

  private static int hex(byte[] line, int at, int end) {
    if (end - at < 4) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(line[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
