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

  private record Entry(String id, boolean isEnvelope, Maker maker) {}

  private static final List<Entry> ENTRIES =
      List.of(
          envelope("cri", (fields, times, zone) -> new ContainerRuntimeLine(fields, zone)),
          envelope("syslog-rfc5424", (fields, times, zone) -> new SyslogRfc5424(fields, zone)),
          format("cef", (fields, times, zone) -> new CommonEventFormat(fields, times)),
          format("w3c", (fields, times, zone) -> new W3cExtendedLog(fields)),
          format("aws-alb", (fields, times, zone) -> new AwsLoadBalancerLog(fields, times)),
          format("access-combined", (fields, times, zone) -> new AccessLog(fields, times, true)),
          format("access-common", (fields, times, zone) -> new AccessLog(fields, times, false)),
          format("haproxy-http", (fields, times, zone) -> new HaproxyLog(fields, times, true)),
          format("haproxy-tcp", (fields, times, zone) -> new HaproxyLog(fields, times, false)),
          format("nginx-error", (fields, times, zone) -> new NginxErrorLog(fields, times)),
          format("apache-error", (fields, times, zone) -> new ApacheErrorLog(fields, times)),
          format("squid", (fields, times, zone) -> new SquidAccessLog(fields, times)),
          format("postgresql", (fields, times, zone) -> new PostgresqlLog(fields, times)),
          format("mysql-error", (fields, times, zone) -> new MysqlErrorLog(fields, times)),
          format("mysql-slow", (fields, times, zone) -> new MysqlSlowLog(fields, times)),
          format("mongodb", (fields, times, zone) -> new MongodbLog(fields, times)),
          format("redis", (fields, times, zone) -> new RedisLog(fields, times)),
          format("rabbitmq", (fields, times, zone) -> new RabbitmqLog(fields, times)),
          format("klog", (fields, times, zone) -> new GlogLog(fields, times, true)),
          format("glog", (fields, times, zone) -> new GlogLog(fields, times, false)),
          format("rust-env-logger", (fields, times, zone) -> new RustEnvLog(fields, times)),
          format("rust-tracing", (fields, times, zone) -> new RustTracingLog(fields, times)),
          format("android-logcat", (fields, times, zone) -> new AndroidLogcat(fields, times)),
          format("bgl", (fields, times, zone) -> new BlueGeneLog(fields, times)),
          format("hpc", (fields, times, zone) -> new HpcLog(fields, times)),
          format("hdfs", (fields, times, zone) -> new HdfsLog(fields, times)),
          format("windows-cbs", (fields, times, zone) -> new WindowsServicingLog(fields, times)),
          format("dpkg", (fields, times, zone) -> new DpkgLog(fields, times)),
          format("serilog", (fields, times, zone) -> new SerilogLog(times)),
          format("log4net", (fields, times, zone) -> new Log4netLog(fields, times)),
          format("python", (fields, times, zone) -> new PythonLog(fields, times)),
          format("java", (fields, times, zone) -> new JavaLog(fields, times)),
          format("kernel", (fields, times, zone) -> new KernelLog(fields, times)),
          format("openssh", (fields, times, zone) -> new OpensshMessage(fields)),
          envelope("syslog-rfc3164", (fields, times, zone) -> new SyslogRfc3164(fields, zone)),
          format("logfmt", (fields, times, zone) -> new Logfmt(fields, times)),
          format("csv", (fields, times, zone) -> new CsvLog(fields, times)));

  private static final List<String> IDS = ENTRIES.stream().map(Entry::id).toList();

  private TextFormats() {}

  private static Entry format(String id, Maker maker) {
    return new Entry(id, false, maker);
  }

  private static Entry envelope(String id, Maker maker) {
    return new Entry(id, true, maker);
  }

  /// All ids, most specific first.
  static List<String> ids() {
    return IDS;
  }

  /// Whether what the format gives as content is a line of another format.
  static boolean isEnvelope(String id) {
    Entry entry = entry(id);
    return entry != null && entry.isEnvelope;
  }

  /// A new instance of each format, most specific first.
  static List<TextFormat> all(LineFields fields, ZoneId zone) {
    TextTimes times = new TextTimes(zone);
    List<TextFormat> formats = new ArrayList<>();
    for (Entry entry : ENTRIES) {
      formats.add(entry.maker.make(fields, times, zone));
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
