package dev.cordwood.collect.format;

import dev.cordwood.collect.Limits;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tables with comma, semicolon or tab between the values: the first line is the header, of three
/// names at least, and later lines have as many values. Values may be quoted as RFC 4180 says. The
/// first column called `time`, `timestamp`, `date`, `datetime` or `ts` is the time, one called
/// `level`, `lvl` or `severity` the level, one called `message` or `msg` the content.
///
/// As long as no line has matched a header, another line that looks like one takes its place.
final class CsvLog implements TextFormat {
  private static final int MIN_COLUMNS = 3;
  private static final int MAX_NAME_BYTES = 128;
  private static final String DELIMITERS = ",;\t";

  private final LineFields registry;
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final FieldName level;
  private char delimiter = ',';
  private String header = "";
  private FieldName[] names = {};
  private final String[] firstNames = {"", ""};
  private int timeColumn = -1;
  private int messageColumn = -1;
  private boolean hasMatched;

  // the value that was read last
  private int from;
  private int to;
  private boolean isQuoted;
  private boolean isDoubled;

  CsvLog(LineFields fields, TextTimes times) {
    registry = fields;
    this.times = times;
    level = fields.name("level");
  }

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public String state() {
    return names.length == 0 ? "" : delimiter + header;
  }

  @Override
  public void state(String state) {
    names = new FieldName[0];
    header = "";
    hasMatched = false;
    if (state.isEmpty() || DELIMITERS.indexOf(state.charAt(0)) < 0) {
      return;
    }
    HeaderColumns columns = HeaderColumns.parse(state.substring(1));
    if (columns.names().size() >= MIN_COLUMNS) {
      use(columns, state.charAt(0));
      hasMatched = true;
    }
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    decoded.clear();
    if (names.length > 0 && isHeaderAgain(line, start, end)) {
      fields.content(line, start, end);
      return true;
    }
    if (names.length > 0 && row(line, start, end, fields)) {
      hasMatched = true;
      return true;
    }
    if (!hasMatched && header(line, start, end)) {
      fields.clear();
      fields.content(line, start, end);
      return true;
    }
    return false;
  }

  /// Whether the first two values are the names of their columns, as after a rotation or a restart.
  private boolean isHeaderAgain(byte[] line, int start, int end) {
    int next = value(line, start, end, delimiter);
    if (next < 0 || !isNamed(line, 0)) {
      return false;
    }
    next = value(line, next, end, delimiter);
    return next >= 0 && isNamed(line, 1);
  }

  private boolean isNamed(byte[] line, int column) {
    String name = firstNames[column];
    return to - from == name.length() && Cursor.standsAt(line, from, to, name);
  }

  private boolean header(byte[] line, int start, int end) {
    if (end - start > Limits.MAX_HEADER_BYTES) {
      return false;
    }
    for (int i = 0; i < DELIMITERS.length(); i++) {
      List<String> columns = names(line, start, end, DELIMITERS.charAt(i));
      if (columns.size() >= MIN_COLUMNS) {
        HeaderColumns found = HeaderColumns.of(columns);
        if (found.names().size() >= MIN_COLUMNS) {
          use(found, DELIMITERS.charAt(i));
          return true;
        }
      }
    }
    return false;
  }

  /// The names in the line, none where one of them is no identifier or stands there twice.
  private List<String> names(byte[] line, int start, int end, char between) {
    List<String> columns = new ArrayList<>();
    int at = start;
    while (at <= end) {
      int next = value(line, at, end, between);
      if (next < 0 || !isIdentifier(line) || columns.size() == Limits.MAX_HEADER_COLUMNS) {
        return List.of();
      }
      String name = new String(line, from, to - from, StandardCharsets.US_ASCII);
      if (columns.contains(name)) {
        return List.of();
      }
      columns.add(name);
      at = next;
    }
    return columns;
  }

  /// A letter or `_`, then also digits and `. - / #`; between quotes blanks too.
  private boolean isIdentifier(byte[] line) {
    if (from == to || to - from > MAX_NAME_BYTES) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte c = line[i];
      boolean isLetter = Cursor.isLetter(c) || c == '_' || c == '@';
      boolean isOther =
          i > from
              && ((c >= '0' && c <= '9')
                  || c == '.'
                  || c == '-'
                  || c == '/'
                  || c == '#'
                  || (c == ' ' && isQuoted));
      if (!isLetter && !isOther) {
        return false;
      }
    }
    return true;
  }

  private void use(HeaderColumns columns, char between) {
    delimiter = between;
    header = columns.text();
    int size = columns.names().size();
    names = new FieldName[size];
    firstNames[0] = columns.names().get(0);
    firstNames[1] = columns.names().get(1);
    timeColumn = -1;
    messageColumn = -1;
    boolean hasLevel = false;
    for (int i = 0; i < size; i++) {
      String name = columns.names().get(i);
      names[i] = registry.name(name);
      switch (name.toLowerCase(Locale.ROOT)) {
        case "time", "timestamp", "date", "datetime", "ts", "_time", "@timestamp" ->
            timeColumn = timeColumn < 0 ? i : timeColumn;
        case "message", "msg", "_msg" -> messageColumn = messageColumn < 0 ? i : messageColumn;
        case "level", "lvl", "severity" -> {
          if (!hasLevel) {
            names[i] = level;
            hasLevel = true;
          }
        }
        default -> {}
      }
    }
  }

  private boolean row(byte[] line, int start, int end, LineFields fields) {
    int at = start;
    int column = 0;
    fields.content(line, start, end);
    while (at <= end) {
      if (column == names.length) {
        return false;
      }
      at = value(line, at, end, delimiter);
      if (at < 0) {
        return false;
      }
      add(line, column, fields);
      column++;
    }
    return column == names.length;
  }

  private void add(byte[] line, int column, LineFields fields) {
    if (from == to) {
      return;
    }
    if (column == timeColumn
        && fields.time() == Timestamps.NONE
        && times.whole(line, from, to, fields)) {
      return;
    }
    byte[] source = line;
    int first = from;
    int last = to;
    if (isDoubled) {
      first = decoded.size();
      for (int i = from; i < to; i++) {
        decoded.add(line[i]);
        if (line[i] == '"') {
          i++;
        }
      }
      source = decoded.bytes();
      last = decoded.size();
    }
    if (column == messageColumn) {
      fields.content(source, first, last);
      return;
    }
    ValueType type = isQuoted ? ValueType.STRING : Numbers.type(source, first, last);
    fields.put(names[column], type, source, first, last);
  }

  /// Reads the value at `at`.
  ///
  /// @return where the next one starts, `end + 1` after the last, -1 when a quote does not end as
  ///   it should
  private int value(byte[] line, int at, int end, char between) {
    isDoubled = false;
    isQuoted = at < end && line[at] == '"';
    if (!isQuoted) {
      int i = at;
      while (i < end && line[i] != between) {
        i++;
      }
      from = at;
      to = i;
      return i + 1;
    }
    int i = at + 1;
    while (i < end) {
      if (line[i] == '"') {
        if (i + 1 == end || line[i + 1] != '"') {
          break;
        }
        isDoubled = true;
        i++;
      }
      i++;
    }
    if (i >= end || (i + 1 < end && line[i + 1] != between)) {
      return -1;
    }
    from = at + 1;
    to = i;
    return i + 2;
  }
}
