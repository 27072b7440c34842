package dev.cordwood.bench.collect;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The protocols that are text.
final class TextEncodings {
  private static final DateTimeFormatter RFC_3164 =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LOCAL_0 = 16;

  private TextEncodings() {}

  /// A line of an application's log file.
  static void line(LogEvent event, ByteWriter out) {
    out.isoTime(event.timeNanos()).put(' ').text(event.level().name());
    out.text(" [").text(event.thread()).text("] ").text(event.logger());
    out.text(" - ").text(event.message()).text(" trace_id=").hex(event.traceId()).put('\n');
  }

  /// RFC 5424 with structured data, without anything behind it.
  static void syslog(LogEvent event, ByteWriter out) {
    out.put('<').number(8 * LOCAL_0 + event.level().syslogSeverity()).text(">1 ");
    out.isoTime(event.timeNanos()).put(' ').text(event.host());
    out.put(' ').text(event.service()).text(" 4711 - [shop@32473 logger=\"");
    out.text(event.logger()).text("\" thread=\"").text(event.thread());
    out.text("\" trace_id=\"").hex(event.traceId());
    out.text("\" order_id=\"").number(event.orderId());
    out.text("\" duration_ms=\"").number(event.durationMillis()).text("\"] ");
    out.text(event.message());
  }

  /// With the length of the frame before it.
  static void counted(LogEvent event, ByteWriter out) {
    ByteWriter frame = new ByteWriter();
    syslog(event, frame);
    out.number(frame.size()).put(' ').all(frame);
  }

  /// RFC 3164, with LF behind it.
  static void oldSyslog(LogEvent event, ByteWriter out) {
    out.put('<').number(8 * LOCAL_0 + event.level().syslogSeverity()).put('>');
    out.text(RFC_3164.format(ByteWriter.instant(event.timeNanos())));
    out.put(' ').text(event.host()).put(' ').text(event.service()).text("[4711]: [");
    out.text(event.thread()).text("] ").text(event.logger()).put(' ').text(event.message());
    out.text(" trace_id=").hex(event.traceId()).put('\n');
  }
}
