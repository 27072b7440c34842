package dev.cordwood.collect.format;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text formats that are known, by their ids, those that are hard to mistake for another first:
/// of several that take a line, the first is the one.
final class BuiltInFormats {
  /// Makes a parser's own instance. The times may be shared by all formats of a parser.
  interface Maker {
    TextFormat make(LineFields fields, TextTimes times, ZoneId zone);
  }

  /// One of them.
  ///
  /// @param specificity how unlikely it is, from 0 to 100, that a line that fits is of another one
  /// @param isCarried whether its lines are met behind an envelope: those of programs that run in a
  ///   container or under a service manager, and those that are only sent over syslog
  /// @param envelopePrefix for formats that carry lines of other formats: what is put before the
  ///   names of its fields that the carried line has too; else empty
  record Entry(String id, int specificity, boolean isCarried, String envelopePrefix, Maker maker) {
    boolean isEnvelope() {
      return !envelopePrefix.isEmpty();
    }

    TextFormat make(LineFields fields, ZoneId zone) {
      return maker.make(fields, new TextTimes(zone), zone);
    }
  }

  static final List<Entry> ALL =
      List.of(
          envelope(
              "cri", 98, "cri.", (fields, times, zone) -> new ContainerRuntimeLine(fields, zone)),
          envelope(
              "syslog-rfc5424",
              97,
              "syslog.",
              (fields, times, zone) -> new SyslogRfc5424(fields, zone)),
          content("cef", 96, (fields, times, zone) -> new CommonEventFormat(fields, times)),
          line("w3c", 95, (fields, times, zone) -> new W3cExtendedLog(fields)),
          line("aws-alb", 95, (fields, times, zone) -> new AwsLoadBalancerLog(fields, times)),
          content(
              "access-combined", 94, (fields, times, zone) -> new AccessLog(fields, times, true)),
          content("haproxy-http", 94, (fields, times, zone) -> new HaproxyLog(fields, times, true)),
          content("haproxy-tcp", 94, (fields, times, zone) -> new HaproxyLog(fields, times, false)),
          content("nginx-error", 94, (fields, times, zone) -> new NginxErrorLog(fields, times)),
          content(
              "access-common", 93, (fields, times, zone) -> new AccessLog(fields, times, false)),
          content("apache-error", 93, (fields, times, zone) -> new ApacheErrorLog(fields, times)),
          content("squid", 92, (fields, times, zone) -> new SquidAccessLog(fields, times)),
          content("postgresql", 91, (fields, times, zone) -> new PostgresqlLog(fields, times)),
          content("mysql-error", 91, (fields, times, zone) -> new MysqlErrorLog(fields, times)),
          content("mysql-slow", 91, (fields, times, zone) -> new MysqlSlowLog(fields, times)),
          content("mongodb", 91, (fields, times, zone) -> new MongodbLog(fields, times)),
          content("redis", 91, (fields, times, zone) -> new RedisLog(fields, times)),
          content("rabbitmq", 91, (fields, times, zone) -> new RabbitmqLog(fields, times)),
          content("klog", 91, (fields, times, zone) -> new GlogLog(fields, times, true)),
          content("glog", 90, (fields, times, zone) -> new GlogLog(fields, times, false)),
          content("rust-env-logger", 90, (fields, times, zone) -> new RustEnvLog(fields, times)),
          line("bgl", 90, (fields, times, zone) -> new BlueGeneLog(fields, times)),
          line("hdfs", 90, (fields, times, zone) -> new HdfsLog(fields, times)),
          line("dpkg", 90, (fields, times, zone) -> new DpkgLog(fields, times)),
          content("rust-tracing", 88, (fields, times, zone) -> new RustTracingLog(fields, times)),
          line("android-logcat", 88, (fields, times, zone) -> new AndroidLogcat(fields, times)),
          line("windows-cbs", 88, (fields, times, zone) -> new WindowsServicingLog(fields, times)),
          line("hpc", 86, (fields, times, zone) -> new HpcLog(fields, times)),
          content("serilog", 86, (fields, times, zone) -> new SerilogLog(times)),
          content("log4net", 85, (fields, times, zone) -> new Log4netLog(fields, times)),
          content("python", 82, (fields, times, zone) -> new PythonLog(fields, times)),
          content("java", 80, (fields, times, zone) -> new JavaLog(fields, times)),
          content("kernel", 80, (fields, times, zone) -> new KernelLog(fields, times)),
          content("openssh", 80, (fields, times, zone) -> new OpensshMessage(fields)),
          envelope(
              "syslog-rfc3164",
              78,
              "syslog.",
              (fields, times, zone) -> new SyslogRfc3164(fields, zone)),
          content("logfmt", 70, (fields, times, zone) -> new Logfmt(fields, times)),
          line("csv", 50, (fields, times, zone) -> new CsvLog(fields, times)));

  private static final List<String> IDS = ALL.stream().map(Entry::id).toList();

  private BuiltInFormats() {}

  private static Entry line(String id, int specificity, Maker maker) {
    return new Entry(id, specificity, false, "", maker);
  }

  private static Entry content(String id, int specificity, Maker maker) {
    return new Entry(id, specificity, true, "", maker);
  }

  private static Entry envelope(String id, int specificity, String prefix, Maker maker) {
    return new Entry(id, specificity, true, prefix, maker);
  }

  /// All ids, most specific first.
  static List<String> ids() {
    return IDS;
  }

  /// A new instance of each format, most specific first.
  static List<TextFormat> all(LineFields fields, ZoneId zone) {
    TextTimes times = new TextTimes(zone);
    List<TextFormat> formats = new ArrayList<>();
    for (Entry entry : ALL) {
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
    return entry.make(fields, zone);
  }

  private static @Nullable Entry entry(String id) {
    for (Entry entry : ALL) {
      if (entry.id.equals(id)) {
        return entry;
      }
    }
    return null;
  }
}
