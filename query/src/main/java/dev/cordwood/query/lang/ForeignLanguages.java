package dev.cordwood.query.lang;

import dev.cordwood.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises whole queries of other languages and answers with ours. What they share with LogsQL
/// is simply accepted elsewhere.
final class ForeignLanguages {
  private static final int MAX_LENGTH = 4096;
  private static final Pattern SELECT =
      Pattern.compile("(?is)\\s*select\\s+(\\S.*?)\\s+from\\s+\\S+(?:\\s+(.*))?");
  private static final Pattern CLAUSE =
      Pattern.compile("(?i)\\b(where|group\\s+by|order\\s+by|limit|having)\\b");
  private static final Pattern LOGQL_METRIC =
      Pattern.compile(
          "(?is)\\s*(?:(sum|avg|min|max|count|topk)\\s*(?:by\\s*\\(([^()]*)\\)\\s*)?\\(\\s*)?"
              + "(count_over_time|rate|bytes_over_time|bytes_rate)\\s*\\(\\s*"
              + "(\\{[^}]*}[^\\[]*)\\[(\\w+)]\\s*\\).*");

  private ForeignLanguages() {}

  static Optional<QueryException> recognize(String text, ParseContext context) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher select = SELECT.matcher(text);
    if (select.matches()) {
      return Optional.of(
          new QueryException(
              "this looks like SQL; queries here are a filter and pipes",
              text.indexOf(text.strip()),
              working(sql(select), context)));
    }
    Matcher metric = LOGQL_METRIC.matcher(text);
    if (metric.matches()) {
      return Optional.of(
          new QueryException(
              "this looks like a metric query of LogQL; use stats here",
              text.indexOf(text.strip()),
              working(metric(metric), context)));
    }
    return Optional.empty();
  }

  /// "" when even the translation does not parse.
  private static String working(String query, ParseContext context) {
    try {
      new QueryParser(query, context).parse();
      return query;
    } catch (SyntaxException e) {
      return "";
    }
  }

  private static String metric(Matcher metric) {
    String by = metric.group(2) == null ? "" : metric.group(2).strip();
    String function =
        switch (metric.group(3).toLowerCase(Locale.ROOT)) {
          case "rate" -> "rate()";
          case "bytes_over_time", "bytes_rate" -> "sum_len(_msg)";
          default -> "count()";
        };
    String groups = "_time:" + metric.group(5) + (by.isEmpty() ? "" : ", " + by);
    return metric.group(4).strip() + " | stats by (" + groups + ") " + function + " as value";
  }

  private static String sql(Matcher select) {
    String columns = select.group(1);
    String rest = select.group(2) == null ? "" : select.group(2).replace(";", "");
    String filter = "*";
    String groupBy = "";
    String orderBy = "";
    String limit = "";
    Matcher clause = CLAUSE.matcher(rest);
    int from = clause.find() ? clause.start() : rest.length();
    while (from < rest.length()) {
      String name = clause.group(1).toLowerCase(Locale.ROOT);
      int start = clause.end();
      from = clause.find() ? clause.start() : rest.length();
      String body = rest.substring(start, from).strip();
      if (name.equals("where")) {
        filter = condition(body);
      } else if (name.startsWith("group")) {
        groupBy = body;
      } else if (name.startsWith("order")) {
        orderBy = body;
      } else if (name.equals("limit")) {
        limit = body;
      }
    }
    return filter
        + columns(columns, groupBy)
        + (orderBy.isEmpty() ? "" : " | sort by (" + orderBy + ")")
        + (limit.isEmpty() ? "" : " | limit " + limit);
  }

  private static String condition(String where) {
    return where
        .replaceAll("(?i)(\\S+)\\s+not\\s+like\\s+'%([^'%]*)%'", "!$1:*\"$2\"*")
        .replaceAll("(?i)(\\S+)\\s+like\\s+'%([^'%]*)%'", "$1:*\"$2\"*")
        .replaceAll("(?i)(\\S+)\\s+like\\s+'([^'%]*)%'", "$1:=\"$2\"*")
        .replaceAll("(?i)(\\S+)\\s+is\\s+not\\s+null", "$1:*")
        .replaceAll("(?i)(\\S+)\\s+is\\s+null", "$1:\"\"")
        .replaceAll("<>", "!=");
  }

  private static String columns(String columns, String groupBy) {
    List<String> functions = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (String column : columns.split(",(?![^()]*\\))", -1)) {
      String name = column.strip();
      if (name.contains("(")) {
        functions.add(
            name.replaceAll("(?i)count\\(\\s*distinct\\s+", "count_uniq(")
                .replaceAll("(?i)count\\((?:\\*|1)\\)", "count()"));
      } else if (!name.equals("*")) {
        fields.add(name);
      }
    }
    if (!functions.isEmpty()) {
      return " | stats "
          + (groupBy.isEmpty() ? "" : "by (" + groupBy + ") ")
          + String.join(", ", functions);
    }
    return fields.isEmpty() ? "" : " | fields " + String.join(", ", fields);
  }
}
