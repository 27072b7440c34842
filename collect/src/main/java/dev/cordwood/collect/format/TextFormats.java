package dev.cordwood.collect.format;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All text formats, by their ids, those that are hard to mistake for another first: of several
/// that take a line, the first is the one.
final class TextFormats {
  private interface Maker {
    TextFormat make(LineFields fields, TextTimes times, ZoneId zone);
  }

  private enum Place {
    /// Lines of files and streams.
    LINE,
    /// Also found as the content of an envelope.
    CONTENT,
    /// Its content is a line of a format of its own.
    ENVELOPE
  }

  private record Entry(String id, Place place, Maker maker) {}

  private static final List<Entry> ENTRIES =
      List.of(
          envelope("cri", (fields, times, zone) -> new ContainerRuntimeLine(fields, zone)),
          envelope("syslog-rfc5424", (fields, times, zone) -> new SyslogRfc5424(fields, zone)),
          content("cef", (fields, times, zone) -> new CommonEventFormat(fields, times)),
          line("w3c", (fields, times, zone) -> new W3cExtendedLog(fields)),
          line("aws-alb", (fields, times, zone) -> new AwsLoadBalancerLog(fields, times)),
          content("access-combined", (fields, times, zone) -> new AccessLog(fields, times, true)),
          content("access-common", (fields, times, zone) -> new AccessLog(fields, times, false)),
          content("haproxy-http", (fields, times, zone) -> new HaproxyLog(fields, times, true)),
          content("haproxy-tcp", (fields, times, zone) -> new HaproxyLog(fields, times, false)),
          content("nginx-error", (fields, times, zone) -> new NginxErrorLog(fields, times)),
          content("apache-error", (fields, times, zone) -> new ApacheErrorLog(fields, times)),
          content("squid", (fields, times, zone) -> new SquidAccessLog(fields, times)),
          line("postgresql", (fields, times, zone) -> new PostgresqlLog(fields, times)),
          line("mysql-error", (fields, times, zone) -> new MysqlErrorLog(fields, times)),
          line("mysql-slow", (fields, times, zone) -> new MysqlSlowLog(fields, times)),
          line("mongodb", (fields, times, zone) -> new MongodbLog(fields, times)),
          line("redis", (fields, times, zone) -> new RedisLog(fields, times)),
          line("rabbitmq", (fields, times, zone) -> new RabbitmqLog(fields, times)),
          content("klog", (fields, times, zone) -> new GlogLog(fields, times, true)),
          content("glog", (fields, times, zone) -> new GlogLog(fields, times, false)),
          content("rust-env-logger", (fields, times, zone) -> new RustEnvLog(fields, times)),
          content("rust-tracing", (fields, times, zone) -> new RustTracingLog(fields, times)),
          line("android-logcat", (fields, times, zone) -> new AndroidLogcat(fields, times)),
          line("bgl", (fields, times, zone) -> new BlueGeneLog(fields, times)),
          line("hpc", (fields, times, zone) -> new HpcLog(fields, times)),
          line("hdfs", (fields, times, zone) -> new HdfsLog(fields, times)),
          line("windows-cbs", (fields, times, zone) -> new WindowsServicingLog(fields, times)),
          line("dpkg", (fields, times, zone) -> new DpkgLog(fields, times)),
          content("serilog", (fields, times, zone) -> new SerilogLog(times)),
          content("log4net", (fields, times, zone) -> new Log4netLog(fields, times)),
          content("python", (fields, times, zone) -> new PythonLog(fields, times)),
          content("java", (fields, times, zone) -> new JavaLog(fields, times)),
          content("kernel", (fields, times, zone) -> new KernelLog(fields, times)),
          content("openssh", (fields, times, zone) -> new OpensshMessage(fields)),
          envelope("syslog-rfc3164", (fields, times, zone) -> new SyslogRfc3164(fields, zone)),
          content("logfmt", (fields, times, zone) -> new Logfmt(fields, times)),
          line("csv", (fields, times, zone) -> new CsvLog(fields, times)));

  private static final List<String> IDS = ENTRIES.stream().map(Entry::id).toList();

  private TextFormats() {}

  private static Entry line(String id, Maker maker) {
    return new Entry(id, Place.LINE, maker);
  }

  private static Entry content(String id, Maker maker) {
    return new Entry(id, Place.CONTENT, maker);
  }

  private static Entry envelope(String id, Maker maker) {
    return new Entry(id, Place.ENVELOPE, maker);
  }

  /// All ids, most specific first.
  static List<String> ids() {
    return IDS;
  }

  /// Whether what the format gives as content is a line of another format.
  static boolean isEnvelope(String id) {
    Entry entry = entry(id);
    return entry != null && entry.place == Place.ENVELOPE;
  }

  /// A new instance of each format, most specific first.
  static List<TextFormat> all(LineFields fields, ZoneId zone) {
    return make(fields, zone, false);
  }

  /// A new instance of each format that is met behind an envelope: formats of lines of programs
  /// that may run in a container or under a service manager.
  static List<TextFormat> ofContent(LineFields fields, ZoneId zone) {
    return make(fields, zone, true);
  }

  private static List<TextFormat> make(LineFields fields, ZoneId zone, boolean contentOnly) {
    TextTimes times = new TextTimes(zone);
    List<TextFormat> formats = new ArrayList<>();
    for (Entry entry : ENTRIES) {
      if (!contentOnly || entry.place == Place.CONTENT) {
        formats.add(entry.maker.make(fields, times, zone));
      }
    }
    return formats;
  }

  /// @throws IllegalArgumentException naming the known ids when this is none of them
  static TextFormat create(String id, LineFields fields, ZoneId zone) {
    Entry entry = entry(id);
    if (entry == null) {
      throw new IllegalArgumentException(
          "unknown format '%s'; known are %s".formatted(id, String.join(", ", IDS)));
    }
    return entry.maker.make(fields, new TextTimes(zone), zone);
  }

  private static @Nullable Entry entry(String id) {
    for (Entry entry : ENTRIES) {
      if (entry.id.equals(id)) {
        return entry;
      }
    }
    return null;
  }
}
