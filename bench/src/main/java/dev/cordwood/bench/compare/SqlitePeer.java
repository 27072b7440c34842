package dev.cordwood.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/// SQLite: the fields that are asked for as columns, the whole line beside them, message and trace
/// id in an FTS5 index, an index on the time. What FTS5 cannot answer (substrings, patterns) reads
/// the table.
final class SqlitePeer implements Peer {
  private static final int ROWS_A_TRANSACTION = 10_000;

  private @Nullable Connection connection;

  @Override
  public String durability() {
    return "WAL, synchronous=FULL, a transaction every 10,000 rows; FTS5 over message and trace_id,"
        + " index on time";
  }

  @Override
  public void load(Path corpus, Path directory) throws Exception {
    open(directory);
    Connection to = connected();
    try (Statement statement = to.createStatement()) {
      statement.execute(
          "CREATE TABLE logs(id INTEGER PRIMARY KEY, time INTEGER, level TEXT, service TEXT,"
              + " message TEXT, trace_id TEXT, user_id TEXT, duration_ms REAL, line TEXT)");
      statement.execute(
          "CREATE VIRTUAL TABLE words USING fts5(message, trace_id, content='logs',"
              + " content_rowid='id')");
      statement.execute("CREATE INDEX logs_time ON logs(time)");
    }
    to.setAutoCommit(false);
    try (PreparedStatement row = to.prepareStatement("INSERT INTO logs VALUES(?,?,?,?,?,?,?,?,?)");
        PreparedStatement words =
            to.prepareStatement("INSERT INTO words(rowid, message, trace_id) VALUES(?,?,?)")) {
      long[] id = {0};
      CorpusFile.forEach(
          corpus,
          line -> {
            id[0]++;
            row.setLong(1, id[0]);
            row.setLong(2, line.timeMillis());
            row.setString(3, line.text("level"));
            row.setString(4, line.text("service"));
            row.setString(5, line.text("message"));
            row.setString(6, line.text("trace_id"));
            row.setString(7, line.text("user_id"));
            String duration = line.text("duration_ms");
            if (duration.isEmpty()) {
              row.setNull(8, java.sql.Types.REAL);
            } else {
              row.setDouble(8, Double.parseDouble(duration));
            }
            row.setString(9, line.line());
            row.executeUpdate();
            words.setLong(1, id[0]);
            words.setString(2, line.text("message"));
            words.setString(3, line.text("trace_id"));
            words.executeUpdate();
            if (id[0] % ROWS_A_TRANSACTION == 0) {
              to.commit();
            }
          });
      to.commit();
    }
    to.setAutoCommit(true);
    try (Statement statement = to.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  @Override
  public void open(Path directory) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("logs.sqlite"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA cache_size=-65536");
      statement.execute("PRAGMA mmap_size=4000000000");
    }
    Function.create(
        connection,
        "REGEXP",
        new Function() {
          private @Nullable Pattern pattern;

          @Override
          protected void xFunc() throws SQLException {
            if (pattern == null || !pattern.pattern().equals(value_text(0))) {
              pattern = Pattern.compile(value_text(0));
            }
            result(pattern.matcher(value_text(1)).find() ? 1 : 0);
          }
        });
  }

  @Override
  public String ask(Question question, Parameters parameters) throws SQLException {
    return switch (question) {
      case ABSENT_WORD -> match("message:absentword");
      case ONE_ID -> match("trace_id:" + parameters.traceId());
      case RARE_WORD -> match("message:Deadlock");
      case PHRASE -> match("message:\"cache miss for key\"");
      case SUBSTRING -> count("instr(message, 'etExcept') > 0");
      case CASE_INSENSITIVE_WORD -> match("message:ACCEPTED");
      case REGEX_WITH_LITERAL ->
          longs(
                  "SELECT count(*) FROM words JOIN logs ON logs.id = words.rowid WHERE words MATCH"
                      + " 'message:shard' AND logs.message REGEXP 'shard 1[0-5]$'")
              .getFirst()
              .toString();
      case REGEX_WITHOUT_LITERAL -> count("message REGEXP '[0-9]{2} [A-Z]{3}$'");
      case FIELD_EQUALS -> count("service = 'payment'");
      case NUMBER_RANGE -> count("duration_ms >= 1000 AND duration_ms < 2000");
      case COUNT_BY_MINUTE_AND_LEVEL ->
          Answers.groups(longs("SELECT count(*) FROM logs GROUP BY time / 60000, level"));
      case TOP_10 ->
          Answers.top(
              longs(
                      "SELECT count(*) n FROM logs WHERE user_id <> '' GROUP BY user_id ORDER BY n"
                          + " DESC LIMIT 10")
                  .stream()
                  .mapToLong(Long::longValue)
                  .toArray());
      case P95_BY_SERVICE -> quantiles();
      case LAST_100 -> last();
    };
  }

  private String match(String words) throws SQLException {
    return longs("SELECT count(*) FROM words WHERE words MATCH '" + words + "'")
        .getFirst()
        .toString();
  }

  private String count(String condition) throws SQLException {
    return longs("SELECT count(*) FROM logs WHERE " + condition).getFirst().toString();
  }

  private List<Long> longs(String sql) throws SQLException {
    try (Statement statement = connected().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Long> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getLong(1));
      }
      return values;
    }
  }

  /// SQLite has no quantile by group that scales; its users compute it themselves.
  private String quantiles() throws SQLException {
    Map<String, double[]> durations = new TreeMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    try (Statement statement = connected().createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT service, duration_ms FROM logs WHERE duration_ms IS NOT NULL")) {
      while (result.next()) {
        String service = result.getString(1);
        double[] values = durations.computeIfAbsent(service, s -> new double[1024]);
        int size = sizes.merge(service, 1, Integer::sum);
        if (size > values.length) {
          values = Arrays.copyOf(values, values.length * 2);
          durations.put(service, values);
        }
        values[size - 1] = result.getDouble(2);
      }
    }
    return quantiles(durations, sizes);
  }

  static String quantiles(Map<String, double[]> durations, Map<String, Integer> sizes) {
    Map<String, Double> quantiles = new TreeMap<>();
    durations.forEach((service, values) -> {
      int size = sizes.getOrDefault(service, 0);
      Arrays.sort(values, 0, size);
      quantiles.put(service, values[(int) Math.min(size - 1L, (long) (size * 0.95))]);
    });
    return Answers.values(quantiles);
  }

  private String last() throws SQLException {
    try (Statement statement = connected().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT time, line FROM logs ORDER BY time DESC LIMIT 100")) {
      long rows = 0;
      long oldest = Long.MAX_VALUE;
      while (result.next()) {
        rows++;
        oldest = Math.min(oldest, result.getLong(1));
        result.getString(2);
      }
      return rows + " since " + oldest;
    }
  }

  private Connection connected() {
    if (connection == null) {
      throw new IllegalStateException("not open");
    }
    return connection;
  }

  @Override
  public void close() throws IOException {
    try {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
