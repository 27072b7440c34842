package dev.cordwood.collect.format;

import dev.cordwood.collect.Limits;

/// The structured data of RFC 5424: `[id param="value" …][id …]`. Not safe for several threads.
final class StructuredData {
  private static final int MAX_ID_BYTES = 128;

  private final DecodedText decoded = new DecodedText();
  private final Cursor cursor = new Cursor();

  /// Reads all elements at the cursor and moves behind them; where the first broken one starts it
  /// stays. An element without parameters becomes an empty field of its name.
  void read(Cursor line, LineFields fields) {
    decoded.clear();
    int budget = Limits.MAX_PAIRS;
    while (line.peek() == '[') {
      cursor.on(line.line(), line.at() + 1, line.end());
      int pairs = pairs(budget);
      if (pairs < 0) {
        return;
      }
      budget -= pairs;
      cursor.on(line.line(), line.at() + 1, line.end());
      add(fields);
      line.moveTo(cursor.at());
    }
  }

  /// The number of parameters of the element, -1 when it is broken or has too many.
  private int pairs(int budget) {
    if (!name()) {
      return -1;
    }
    for (int pairs = 0; pairs <= budget; pairs++) {
      cursor.skipBlanks();
      if (cursor.skip(']')) {
        return pairs;
      }
      if (pairs == budget || !name() || !cursor.skip('=') || !cursor.quoted()) {
        return -1;
      }
      if (!cursor.isBlank() && cursor.peek() != ']') {
        return -1;
      }
    }
    return -1;
  }

  private void add(LineFields fields) {
    byte[] line = cursor.line();
    name();
    int idFrom = cursor.from();
    int idTo = cursor.to();
    cursor.skipBlanks();
    boolean hasPairs = false;
    while (!cursor.skip(']')) {
      name();
      int nameStart = decoded.size();
      decoded.add(line, idFrom, idTo);
      decoded.add((byte) '.');
      decoded.add(line, cursor.from(), cursor.to());
      var name = fields.name(decoded.bytes(), nameStart, decoded.size() - nameStart);
      cursor.skip('=');
      cursor.quoted();
      if (cursor.isEscaped()) {
        int start = decoded.unescape(line, cursor.from(), cursor.to(), "\"\\]");
        fields.text(name, decoded.bytes(), start, decoded.size());
      } else {
        cursor.addText(fields, name);
      }
      cursor.skipBlanks();
      hasPairs = true;
    }
    if (!hasPairs) {
      fields.text(fields.name(line, idFrom, idTo - idFrom), line, idTo, idTo);
    }
  }

  /// Printable ASCII but for the characters that delimit.
  private boolean name() {
    byte[] line = cursor.line();
    int from = cursor.at();
    int i = from;
    while (i < cursor.end()
        && line[i] > ' '
        && line[i] != '='
        && line[i] != ']'
        && line[i] != '"') {
      i++;
    }
    if (i == from || i - from > MAX_ID_BYTES) {
      return false;
    }
    cursor.token(from, i);
    cursor.moveTo(i);
    return true;
  }
}
