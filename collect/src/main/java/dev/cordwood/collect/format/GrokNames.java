package dev.cordwood.collect.format;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The names that patterns may use, and what they stand for. The names are those that people know;
/// the expressions are written for RE2, which looks neither ahead nor behind.
final class GrokNames {
  static final Map<String, String> ALL = new TreeMap<>();

  static {
    words();
    numbers();
    networks();
    paths();
    times();
    programs();
  }

  private GrokNames() {}

  private static void name(String name, String expression) {
    ALL.put(name, expression);
  }

  private static void words() {
    name("WORD", "\\b\\w+\\b");
    name("NOTSPACE", "\\S+");
    name("SPACE", "\\s*");
    name("DATA", ".*?");
    name("GREEDYDATA", ".*");
    name("GREEDYMULTILINE", "(?s:.*)");
    name(
        "QUOTEDSTRING", "(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`)");
    name("QS", "%{QUOTEDSTRING}");
    name("UUID", "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}");
    name("USERNAME", "[a-zA-Z0-9._-]+");
    name("USER", "%{USERNAME}");
    name("EMAILLOCALPART", "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+");
    name("EMAILADDRESS", "%{EMAILLOCALPART}@%{HOSTNAME}");
    name(
        "LOGLEVEL",
        "(?i:\\b(?:trace|debug|notice|info(?:rmation(?:al)?)?|warn(?:ing)?|err(?:or)?"
            + "|crit(?:ical)?|fatal|severe|alert|emerg(?:ency)?|panic|fine(?:r|st)?|config|verbose)\\b)");
    name("BASE16", "(?:0[xX])?[0-9A-Fa-f]+");
  }

  private static void numbers() {
    name("INT", "[+-]?[0-9]+");
    name("BASE10NUM", "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    name("NUMBER", "%{BASE10NUM}");
    name("BASE16NUM", "[+-]?(?:0[xX])?[0-9A-Fa-f]+");
    name("BASE16FLOAT", "[+-]?(?:0[xX])?(?:[0-9A-Fa-f]+(?:\\.[0-9A-Fa-f]*)?|\\.[0-9A-Fa-f]+)");
    name("POSINT", "\\b[1-9][0-9]*\\b");
    name("NONNEGINT", "\\b[0-9]+\\b");
    name("BOOLEAN", "(?i:true|false)");
  }

  private static void networks() {
    name(
        "IPV4",
        "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}"
            + "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");
    name(
        "IPV6",
        "(?:(?:[0-9A-Fa-f]{1,4}:){7}(?:[0-9A-Fa-f]{1,4}|:)"
            + "|(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}"
            + "|(?:[0-9A-Fa-f]{1,4}:){1,7}:"
            + "|:(?::[0-9A-Fa-f]{1,4}){1,7}"
            + "|(?:[0-9A-Fa-f]{1,4}:){6}%{IPV4}"
            + "|::(?:[fF]{4}:)?%{IPV4}"
            + "|::)(?:%[0-9A-Za-z]+)?");
    name("IP", "(?:%{IPV6}|%{IPV4})");
    name(
        "HOSTNAME",
        "\\b[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62})(?:\\.[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}))*\\.?");
    name("HOST", "%{HOSTNAME}");
    name("IPORHOST", "(?:%{IP}|%{HOSTNAME})");
    name("HOSTPORT", "%{IPORHOST}:%{POSINT}");
    name("CISCOMAC", "(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}");
    name("WINDOWSMAC", "(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}");
    name("COMMONMAC", "(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}");
    name("MAC", "(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})");
  }

  private static void paths() {
    name("UNIXPATH", "(?:/[^\\s/]*)+");
    name("WINPATH", "(?:[A-Za-z]:|\\\\)(?:\\\\[^\\\\?*\\s]*)+");
    name("PATH", "(?:%{UNIXPATH}|%{WINPATH})");
    name("TTY", "/dev/(?:pts|tty[a-z0-9]*)(?:/?[0-9]+)?");
    name("URIPROTO", "[A-Za-z][A-Za-z0-9+.-]*");
    name("URIHOST", "%{IPORHOST}(?::%{POSINT})?");
    name("URIPATH", "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_\\-]*)+");
    name("URIQUERY", "[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\-\\[\\]<>]*");
    name("URIPARAM", "\\?%{URIQUERY}");
    name("URIPATHPARAM", "%{URIPATH}(?:%{URIPARAM})?");
    name("URI", "%{URIPROTO}://(?:%{USER}(?::[^@\\s]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?");
  }

  private static void times() {
    name(
        "MONTH",
        "\\b(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
            + "|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b");
    name("MONTHNUM", "(?:0?[1-9]|1[0-2])");
    name("MONTHNUM2", "(?:0[1-9]|1[0-2])");
    name("MONTHDAY", "(?:0[1-9]|[12][0-9]|3[01]|[1-9])");
    name(
        "DAY",
        "\\b(?i:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?"
            + "|sun(?:day)?)\\b");
    name("YEAR", "(?:[0-9]{4}|[0-9]{2})");
    name("HOUR", "(?:2[0-3]|[01]?[0-9])");
    name("MINUTE", "[0-5][0-9]");
    name("SECOND", "(?:60|[0-5]?[0-9])(?:[:.,][0-9]+)?");
    name("TIME", "%{HOUR}:%{MINUTE}(?::%{SECOND})?");
    name("DATE_US", "%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}");
    name("DATE_EU", "%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}");
    name("DATE", "(?:%{DATE_US}|%{DATE_EU})");
    name("DATESTAMP", "%{DATE}[- ]%{TIME}");
    name("TZ", "[A-Z]{3,4}");
    name("ISO8601_TIMEZONE", "(?:Z|[+-]%{HOUR}(?::?%{MINUTE})?)");
    name("ISO8601_SECOND", "%{SECOND}");
    name(
        "TIMESTAMP_ISO8601",
        "[0-9]{4}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?"
            + " ?(?:%{ISO8601_TIMEZONE})?");
    name("DATESTAMP_RFC822", "%{DAY} %{MONTH} %{MONTHDAY} [0-9]{4} %{TIME} %{TZ}");
    name("DATESTAMP_RFC2822", "%{DAY}, %{MONTHDAY} %{MONTH} [0-9]{4} %{TIME} %{ISO8601_TIMEZONE}");
    name("DATESTAMP_OTHER", "%{DAY} %{MONTH} +%{MONTHDAY} %{TIME} %{TZ} [0-9]{4}");
    name("HTTPDATE", "%{MONTHDAY}/%{MONTH}/[0-9]{4}:%{TIME} [+-][0-9]{4}");
    name("HTTPDERROR_DATE", "%{DAY} %{MONTH} +%{MONTHDAY} %{TIME} [0-9]{4}");
    name("SYSLOGTIMESTAMP", "%{MONTH} +%{MONTHDAY} %{TIME}");
    name("UNIXTIME", "[0-9]{10}(?:\\.[0-9]+|[0-9]{3}(?:[0-9]{3}){0,2})?");
  }

  private static void programs() {
    name("PROG", "[\\x21-\\x5a\\x5c\\x5e-\\x7e]+");
    name("SYSLOGPROG", "%{PROG:program}(?:\\[%{POSINT:pid:int}\\])?");
    name("SYSLOGHOST", "%{IPORHOST}");
    name("SYSLOGFACILITY", "<%{NONNEGINT:priority:int}>");
    name(
        "SYSLOGBASE",
        "%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:host} %{SYSLOGPROG}:");
    name("SYSLOGLINE", "%{SYSLOGBASE} %{GREEDYDATA:message}");
    name("HTTPMETHOD", "[A-Z]{3,12}");
    name("HTTPDUSER", "(?:%{EMAILADDRESS}|%{USER})");
    name(
        "HTTPREQUEST",
        "(?:%{HTTPMETHOD:method} %{NOTSPACE:path}(?: HTTP/%{NUMBER:http_version})?|%{DATA:request})");
    name(
        "COMMONAPACHELOG",
        "%{IPORHOST:client} %{NOTSPACE:ident} %{NOTSPACE:user} \\[%{HTTPDATE:timestamp}\\]"
            + " \"%{HTTPREQUEST}\" %{INT:status:int} (?:%{INT:bytes:int}|-)");
    name("COMBINEDAPACHELOG", "%{COMMONAPACHELOG} \"%{DATA:referrer}\" \"%{DATA:user_agent}\"");
    name("JAVACLASS", "(?:[a-zA-Z$_][a-zA-Z$_0-9]*\\.)*[a-zA-Z$_][a-zA-Z$_0-9]*");
    name("JAVAMETHOD", "(?:<init>|<clinit>|[a-zA-Z$_][a-zA-Z$_0-9]*)");
    name("JAVAFILE", "[a-zA-Z$_0-9. -]+");
    name("JAVATHREAD", "[^\\]]+");
    name(
        "JAVASTACKTRACEPART",
        "\\s*at %{JAVACLASS:class}\\.%{JAVAMETHOD:method}\\(%{JAVAFILE:file}(?::%{INT:line:int})?\\)");
    name("JAVALOGMESSAGE", ".*");
  }

  /// The known name that is nearest to a wrong one, as the end of a sentence.
  static String suggestion(String wrong) {
    String best = "";
    int least = Math.max(2, wrong.length() / 3) + 1;
    for (String known : ALL.keySet()) {
      int distance = distance(wrong.toUpperCase(Locale.ROOT), known);
      if (distance < least) {
        least = distance;
        best = known;
      }
    }
    return best.isEmpty() ? "" : "; did you mean %%{%s}?".formatted(best);
  }

  /// How many characters have to be changed, added or left out (Levenshtein).
  private static int distance(String a, String b) {
    if (a.length() > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
