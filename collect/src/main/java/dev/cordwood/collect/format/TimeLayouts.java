package dev.cordwood.collect.format;

import java.util.List;

/// The ways in which logs write times, as data. Letters stand for parts of the time, all else for
/// itself:
///
/// | letters | part |
/// |---|---|
/// | `yyyy`, `yy` | year; two digits mean 1970 to 2069 |
/// | `MM`, `M`, `MMM`, `MMMM` | month: two digits, one or two, three letters, the whole name |
/// | `dd`, `d`, `DDD` | day: two digits, one or two (also with a blank before it), day of the year |
/// | `EEE`, `EEEE` | day of the week, which is not checked |
/// | `HH`, `H`, `hh`, `h`, `a` | hour: two digits, one or two, of half a day, `AM` or `PM` |
/// | `mm`, `ss`, `S` | minute, second, digits of its fraction |
/// | `z` | zone: `Z`, `+01:00`, `+0100`, `+01`, `UTC`, `CET` … |
/// | `'T'` | the letter itself |
///
/// A layout that ends with its seconds goes on with a fraction (`.123` or `,123`) where there is
/// one, and any layout that ends with its time of day goes on with a zone where there is one.
/// Without a year the year is that which brings the time closest before the reference; without a
/// date so is the day.
///
/// Beside these there are Unix times: 10 digits of seconds, with or without a fraction, 13 of
/// milliseconds, 16 of microseconds, 19 of nanoseconds.
final class TimeLayouts {
  /// In the order in which they are tried where several begin alike.
  static final List<String> ALL =
      List.of(
          // year first
          "yyyy-MM-dd'T'HH:mm:ss",
          "yyyy-MM-dd HH:mm:ss a",
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd HH:mm:ss:S",
          "yyyy-MM-dd'T'HH:mm:ss:S",
          "yyyy-MM-dd'T'HH:mm.ss.S",
          "yyyy-MM-dd-HH.mm.ss",
          "yyyy-MM-dd-HH:mm:ss",
          "yyyy-MM-dd_HH:mm:ss",
          "yyyy-MM-dd_HH-mm-ss",
          "yyyy-MM-dd-HH-mm-ss",
          "yyyy-MM-dd'T'HH-mm-ss",
          "yyyy-MM-dd HH-mm-ss",
          "yyyy-MM-dd HH.mm.ss",
          "yyyy-MM-dd/HH:mm:ss",
          "yyyy-MM-dd:HH:mm:ss",
          "yyyy-MM-dd, HH:mm:ss",
          "yyyy-MM-dd | HH:mm:ss",
          "yyyy-MM-dd'T'HHmmss",
          "yyyy-MM-dd HHmmss",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd'T'HH:mm",
          "yyyy-M-d H:mm:ss",
          "yyyy-MMM-dd HH:mm:ss",
          "yyyy-DDD'T'HH:mm:ss",
          "yyyy-DDD HH:mm:ss",
          "yyyy/MM/dd HH:mm:ss a",
          "yyyy/MM/dd HH:mm:ss",
          "yyyy/MM/dd HH:mm:ss:S",
          "yyyy/MM/dd'T'HH:mm:ss",
          "yyyy/MM/dd-HH:mm:ss",
          "yyyy/MM/dd:HH:mm:ss",
          "yyyy/MM/dd, HH:mm:ss",
          "yyyy/MM/dd HH:mm",
          "yyyy/M/d H:mm:ss",
          "yyyy/MMM/dd HH:mm:ss",
          "yyyy/DDD HH:mm:ss",
          "yyyy.MM.dd HH:mm:ss",
          "yyyy.MM.dd'T'HH:mm:ss",
          "yyyy.MM.dd-HH:mm:ss",
          "yyyy.MM.dd-HH.mm.ss",
          "yyyy.MM.dd_HH:mm:ss",
          "yyyy.MM.dd HH.mm.ss",
          "yyyy:MM:dd HH:mm:ss",
          "yyyy:MM:dd-HH:mm:ss",
          "yyyy MMM d HH:mm:ss",
          "yyyy MM dd HH:mm:ss",
          "yyyyMMdd'T'HHmmss",
          "yyyyMMdd'T'HH:mm:ss",
          "yyyyMMdd HH:mm:ss",
          "yyyyMMdd-HH:mm:ss:S",
          "yyyyMMdd-HH:mm:ss",
          "yyyyMMdd HHmmss",
          "yyyyMMdd-HHmmss",
          "yyyyMMdd_HHmmss",
          "yyyyMMdd.HHmmss",
          "yyyyMMddHHmmss",
          "yyyyMMddHHmmssS",
          "yyMMdd HHmmss",
          "yyMMdd H:mm:ss",
          "yyMMdd-HH:mm:ss",
          "yyMMdd_HHmmss",
          // day or month first
          "dd/MMM/yyyy:HH:mm:ss",
          "dd/MMM/yyyy HH:mm:ss",
          "M/d/yyyy h:mm:ss a",
          "M/d/yyyy, h:mm:ss a",
          "M/d/yyyy H:mm:ss",
          "d/M/yyyy h:mm:ss a",
          "d/M/yyyy H:mm:ss",
          "M/d/yyyy, H:mm:ss",
          "d/M/yyyy, H:mm:ss",
          "MM/dd/yyyy-HH:mm:ss",
          "dd/MM/yyyy-HH:mm:ss",
          "MM/dd/yyyy:HH:mm:ss",
          "dd/MM/yyyy:HH:mm:ss",
          "M/d/yyyy h:mm a",
          "M/d/yyyy H:mm",
          "d/M/yyyy H:mm",
          "yy/MM/dd HH:mm:ss",
          "MM/dd/yy HH:mm:ss",
          "dd/MM/yy HH:mm:ss",
          "MM/dd/yy-HH:mm:ss",
          "MM/dd-HH:mm:ss",
          "MM/dd HH:mm:ss",
          "d.M.yyyy H:mm:ss",
          "d.M.yyyy, H:mm:ss",
          "d.M.yyyy-H:mm:ss",
          "d.M.yyyy H:mm",
          "dd.MM.yy HH:mm:ss",
          "dd.MMM.yyyy HH:mm:ss",
          "MM.dd HH:mm:ss",
          "dd-MMM-yyyy HH:mm:ss",
          "dd-MMM-yyyy:HH:mm:ss",
          "dd-MMM-yyyy hh:mm:ss a",
          "dd-MMM-yy HH:mm:ss",
          "dd-MMM-yy hh.mm.ss.S a",
          "dd-MMM HH:mm:ss",
          "dd-MM-yyyy HH:mm:ss",
          "MM-dd-yyyy HH:mm:ss",
          "MM-dd-yy HH:mm:ss",
          "MM-dd HH:mm:ss",
          "d MMM yyyy HH:mm:ss",
          "d MMM yyyy, HH:mm:ss",
          "d MMM yy HH:mm:ss",
          "d MMMM yyyy HH:mm:ss",
          "d MMM HH:mm:ss",
          // names first
          "MMM d HH:mm:ss yyyy",
          "MMM d HH:mm:ss",
          "MMM d yyyy HH:mm:ss",
          "MMM d yyyy, HH:mm:ss",
          "MMM d, yyyy h:mm:ss a",
          "MMM d, yyyy, h:mm:ss a",
          "MMM d, yyyy HH:mm:ss",
          "MMM-dd-yyyy HH:mm:ss",
          "MMM/dd/yyyy HH:mm:ss",
          "MMMM d, yyyy h:mm:ss a",
          "MMMM d, yyyy HH:mm:ss",
          "EEE MMM d HH:mm:ss.S yyyy",
          "EEE MMM d HH:mm:ss yyyy",
          "EEE MMM d HH:mm:ss z yyyy",
          "EEE MMM d yyyy HH:mm:ss",
          "EEE MMM d HH:mm:ss",
          "EEE, d MMM yyyy HH:mm:ss",
          "EEE d MMM yyyy HH:mm:ss",
          "EEE, dd-MMM-yy HH:mm:ss",
          "EEE, dd-MMM-yyyy HH:mm:ss",
          "EEEE, dd-MMM-yy HH:mm:ss",
          "EEE yyyy-MM-dd HH:mm:ss",
          // glog, behind the letter of its level
          "MMdd HH:mm:ss",
          // time only
          "HH:mm:ss:S",
          "HH:mm:ss");

  private TimeLayouts() {}
}
