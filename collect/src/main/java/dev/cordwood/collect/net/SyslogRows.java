package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.format.LineFields;
import dev.cordwood.collect.format.MessageParser;
import dev.cordwood.collect.format.SyslogRfc3164;
import dev.cordwood.collect.format.SyslogRfc5424;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Messages of syslog: RFC 5424, else RFC 3164 in one of its dialects, else a line of text. What
/// the message carries is opened; its time is that of the message, else of the header, else of its
/// coming.
final class SyslogRows extends RowMaker {
  private final Row row;
  private final MessageParser messages;
  private final LineFields fields;
  private final SyslogRfc5424 versioned;
  private final SyslogRfc3164 traditional;
  private final RemoteDefaults defaults;
  private final FieldName level;
  private final FieldName error;

  SyslogRows(IngestOptions options, IngestCounters counters) {
    super(counters);
    row = new Row(options);
    messages = new MessageParser(row);
    fields = new LineFields(row);
    versioned = new SyslogRfc5424(fields, options.zone());
    traditional = new SyslogRfc3164(fields, options.zone());
    defaults = new RemoteDefaults(options);
    level = row.name("level");
    error = row.name("_error");
  }

  @Override
  void begin(Sender sender) {
    defaults.apply(row, sender);
  }

  @Override
  void frame(byte[] bytes, int start, int end) {
    count(end - start + 1L);
    add(bytes, start, end, null);
  }

  @Override
  void cut(byte[] bytes, int start, int end, long length) {
    count(length + 1);
    counters.cutLines.increment();
    counters.refuse(RefusalReason.TOO_LONG, 1);
    int whole = Utf8.whole(bytes, start, end);
    add(
        bytes,
        start,
        whole,
        "line cut: it had %d bytes, %d are kept".formatted(length, whole - start));
  }

  private void add(byte[] bytes, int start, int end, @Nullable String why) {
    int to = end;
    while (to > start && isPadding(bytes[to - 1])) {
      to--;
    }
    int from = start;
    while (from < to && isPadding(bytes[from])) {
      from++;
    }
    if (from == to) {
      counters.emptyLines.increment();
      return;
    }
    long arrival = now();
    row.begin(builder);
    long time = arrival;
    if (isSyslog(bytes, from, to, arrival)) {
      fields.addTo(row);
      byte[] found = fields.level();
      if (found != null) {
        row.add(level, ValueType.STRING, found, 0, found.length);
      }
      if (fields.contentStart() < fields.contentEnd()) {
        messages.add(fields.contentSource(), fields.contentStart(), fields.contentEnd());
      }
      if (fields.time() != Timestamps.NONE) {
        time = fields.time();
      }
    } else {
      messages.add(bytes, from, to);
    }
    if (why != null) {
      byte[] text = why.getBytes(StandardCharsets.UTF_8);
      row.addOwn(error, ValueType.STRING, text, 0, text.length);
    }
    row.end(time);
  }

  private boolean isSyslog(byte[] bytes, int from, int to, long arrival) {
    fields.clear();
    if (versioned.parse(bytes, from, to, arrival, fields)) {
      return true;
    }
    fields.clear();
    return traditional.parse(bytes, from, to, arrival, fields);
  }

  private static boolean isPadding(byte b) {
    return b == 0 || b == '\n' || b == '\r' || b == ' ' || b == '\t';
  }
}
