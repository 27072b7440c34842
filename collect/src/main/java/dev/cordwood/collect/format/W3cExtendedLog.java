package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The W3C's extended log format, as IIS and others write it: a `#Fields:` line names the columns
/// of the lines after it, until the next one. Values are between blanks or tabs, texts may be
/// quoted, `-` stands for nothing, and times are UTC. Fields keep the W3C's names (`cs-uri-stem`,
/// `sc-status`); what all access logs have is there under the common names too.
final class W3cExtendedLog implements TextFormat {
  private static final int NONE = 0;
  private static final int DATE = 1;
  private static final int TIME = 2;
  private static final int STEM = 3;
  private static final int QUERY = 4;
  private static final int STATUS = 5;
  private static final int METHOD = 6;

  private final Cursor cursor = new Cursor();
  private final Cursor clock = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final LineFields registry;
  private final TextTimes times;
  private final FieldName uri;
  private String header = "";
  private FieldName[] names = {};
  private FieldName[] common = {};
  private int[] roles = {};

  private int dateFrom;
  private int dateTo;
  private int timeFrom;
  private int timeTo;
  private int stemFrom;
  private int stemTo;
  private int queryFrom;
  private int queryTo;
  private int methodFrom;
  private int methodTo;

  W3cExtendedLog(LineFields fields) {
    registry = fields;
    times = new TextTimes(ZoneOffset.UTC);
    uri = fields.name("uri");
  }

  @Override
  public String id() {
    return "w3c";
  }

  @Override
  public String state() {
    return header;
  }

  @Override
  public void state(String state) {
    use(HeaderColumns.parse(state));
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    decoded.clear();
    if (cursor.skip('#')) {
      return directive(start, fields);
    }
    if (names.length == 0) {
      return false;
    }
    forget();
    for (int i = 0; i < names.length; i++) {
      boolean isQuoted = cursor.looselyQuoted();
      if (!isQuoted && !cursor.word()) {
        return false;
      }
      value(i, isQuoted, fields);
      if (i < names.length - 1 && !cursor.blanks()) {
        return false;
      }
    }
    cursor.skipBlanks();
    if (!cursor.atEnd()) {
      return false;
    }
    time(reference, fields);
    request(start, end, fields);
    return true;
  }

  private void forget() {
    dateTo = 0;
    timeTo = 0;
    stemTo = 0;
    queryTo = 0;
    methodTo = 0;
  }

  private boolean directive(int start, LineFields fields) {
    fields.content(cursor.line(), start, cursor.end());
    if (cursor.skip("Fields:")) {
      List<String> columns = new ArrayList<>();
      cursor.skipBlanks();
      while (cursor.word()) {
        columns.add(
            new String(cursor.line(), cursor.from(), cursor.length(), StandardCharsets.UTF_8));
        cursor.skipBlanks();
      }
      use(HeaderColumns.of(columns));
      return names.length > 0;
    }
    if (cursor.skip("Date: ")) {
      if (times.isoInUtc(cursor, fields)) {
        fields.time(fields.time(), true);
      }
      return true;
    }
    return cursor.startsWith("Version:")
        || cursor.startsWith("Software:")
        || cursor.startsWith("Start-Date:")
        || cursor.startsWith("End-Date:")
        || cursor.startsWith("Remark:");
  }

  private void use(HeaderColumns columns) {
    int size = columns.names().size();
    header = columns.text();
    names = new FieldName[size];
    common = new FieldName[size];
    roles = new int[size];
    for (int i = 0; i < size; i++) {
      String name = columns.names().get(i);
      names[i] = registry.name(name);
      roles[i] =
          switch (name) {
            case "date" -> DATE;
            case "time" -> TIME;
            case "cs-uri-stem" -> STEM;
            case "cs-uri-query" -> QUERY;
            case "sc-status" -> STATUS;
            case "cs-method" -> METHOD;
            default -> NONE;
          };
      common[i] = registry.name(commonName(name));
    }
  }

  /// The name that other access logs' formats use, or the same.
  private static String commonName(String name) {
    return switch (name) {
      case "c-ip" -> "remote_address";
      case "sc-status" -> "status";
      case "cs-method" -> "method";
      case "sc-bytes" -> "bytes";
      case "cs-uri" -> "uri";
      case "cs-username" -> "user";
      case "cs(User-Agent)", "cs(user-agent)" -> "user_agent";
      case "cs(Referer)", "cs(referer)" -> "referer";
      case "cs-version" -> "protocol";
      case "cs-host", "cs(Host)" -> "vhost";
      default -> name;
    };
  }

  private void value(int index, boolean isQuoted, LineFields fields) {
    int from = cursor.from();
    int to = cursor.to();
    if (!isQuoted && cursor.isNothing()) {
      return;
    }
    switch (roles[index]) {
      case DATE -> {
        dateFrom = from;
        dateTo = to;
        return;
      }
      case TIME -> {
        timeFrom = from;
        timeTo = to;
        return;
      }
      case STEM -> {
        stemFrom = from;
        stemTo = to;
      }
      case QUERY -> {
        queryFrom = from;
        queryTo = to;
      }
      case METHOD -> {
        methodFrom = from;
        methodTo = to;
      }
      case STATUS -> {
        byte[] level = RequestLine.level(cursor.line(), from, to);
        if (level != null) {
          fields.level(level);
        }
      }
      default -> {}
    }
    add(names[index], isQuoted, fields);
    if (common[index] != names[index]) {
      add(common[index], isQuoted, fields);
    }
  }

  private void add(FieldName name, boolean isQuoted, LineFields fields) {
    if (isQuoted) {
      cursor.addText(fields, name);
    } else {
      cursor.addNumber(fields, name);
    }
  }

  /// A time without a date is on the day closest to the reference.
  private void time(long reference, LineFields fields) {
    if (timeTo == 0) {
      return;
    }
    int start = decoded.size();
    if (dateTo > 0) {
      decoded.add(cursor.line(), dateFrom, dateTo);
      decoded.add((byte) ' ');
    }
    decoded.add(cursor.line(), timeFrom, timeTo);
    clock.on(decoded.bytes(), start, decoded.size());
    boolean found =
        dateTo > 0 ? times.isoInUtc(clock, fields) : times.clockOnly(clock, fields, reference);
    if (found && clock.atEnd()) {
      fields.time(fields.time(), true);
    } else {
      fields.time(Timestamps.NONE, false);
    }
  }

  /// Makes `uri` of stem and query, and `GET /stem?query` the content.
  private void request(int start, int end, LineFields fields) {
    byte[] line = cursor.line();
    if (stemTo == 0) {
      fields.content(line, start, end);
      return;
    }
    int contentStart = decoded.size();
    if (methodTo > 0) {
      decoded.add(line, methodFrom, methodTo);
      decoded.add((byte) ' ');
    }
    int uriStart = decoded.size();
    decoded.add(line, stemFrom, stemTo);
    if (queryTo > 0) {
      decoded.add((byte) '?');
      decoded.add(line, queryFrom, queryTo);
    }
    fields.text(uri, decoded.bytes(), uriStart, decoded.size());
    fields.content(decoded.bytes(), contentStart, decoded.size());
  }
}
