package dev.cordwood.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// DuckDB with a typed column for each field, told beforehand; loaded in one statement, its own
/// JSON reader.
final class DuckDbPeer implements Peer {
  private static final String COLUMNS =
      """
      {time: 'TIMESTAMP', level: 'VARCHAR', service: 'VARCHAR', host: 'VARCHAR', message: 'VARCHAR',
       remote_addr: 'VARCHAR', method: 'VARCHAR', path: 'VARCHAR', status: 'INTEGER', bytes: 'BIGINT',
       duration_ms: 'DOUBLE', user_agent: 'VARCHAR', logger: 'VARCHAR', thread: 'VARCHAR',
       trace_id: 'VARCHAR', span_id: 'VARCHAR', user_id: 'VARCHAR', sender: 'VARCHAR',
       local_addr: 'VARCHAR', elapsed_ms: 'BIGINT', size_bytes: 'BIGINT', username: 'VARCHAR',
       file_path: 'VARCHAR', virtual_path: 'VARCHAR', target_path: 'VARCHAR',
       connection_id: 'VARCHAR', protocol: 'VARCHAR', error: 'VARCHAR', ip: 'VARCHAR',
       client: 'VARCHAR', encrypted: 'BOOLEAN'}
      """;

  private @Nullable Connection connection;

  @Override
  public String durability() {
    return "typed columns, one transaction for the whole load, checkpointed (fsync) at its end;"
        + " no full-text index (not available offline)";
  }

  @Override
  public void load(Path corpus, Path directory) throws Exception {
    open(directory);
    try (Statement statement = connected().createStatement()) {
      statement.execute(
          "CREATE TABLE logs AS SELECT * FROM read_json('%s', format='newline_delimited', columns=%s)"
              .formatted(corpus, COLUMNS));
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void open(Path directory) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("logs.duckdb"));
  }

  @Override
  public String ask(Question question, Parameters parameters) throws SQLException {
    return switch (question) {
      case ABSENT_WORD -> count("contains(message, 'absentword')");
      case ONE_ID -> count("trace_id = '" + parameters.traceId() + "'");
      case RARE_WORD -> count("contains(message, 'Deadlock')");
      case PHRASE -> count("contains(message, 'cache miss for key')");
      case SUBSTRING -> count("contains(message, 'etExcept')");
      case CASE_INSENSITIVE_WORD -> count("message ILIKE '%accepted%'");
      case REGEX_WITH_LITERAL -> count("regexp_matches(message, 'shard 1[0-5]$')");
      case REGEX_WITHOUT_LITERAL -> count("regexp_matches(message, '[0-9]{2} [A-Z]{3}$')");
      case FIELD_EQUALS -> count("service = 'payment'");
      case NUMBER_RANGE -> count("duration_ms >= 1000 AND duration_ms < 2000");
      case COUNT_BY_MINUTE_AND_LEVEL ->
          Answers.groups(
              longs(
                  "SELECT count(*) FROM logs GROUP BY time_bucket(INTERVAL 1 MINUTE, time),"
                      + " level"));
      case TOP_10 ->
          Answers.top(
              longs(
                      "SELECT count(*) n FROM logs WHERE user_id IS NOT NULL GROUP BY user_id"
                          + " ORDER BY n DESC LIMIT 10")
                  .stream()
                  .mapToLong(Long::longValue)
                  .toArray());
      case P95_BY_SERVICE -> quantiles();
      case LAST_100 -> last();
    };
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

  private String quantiles() throws SQLException {
    try (Statement statement = connected().createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT service, quantile_disc(duration_ms, 0.95) FROM logs WHERE duration_ms IS"
                    + " NOT NULL GROUP BY service")) {
      Map<String, Double> values = new TreeMap<>();
      while (result.next()) {
        values.put(result.getString(1), result.getDouble(2));
      }
      return Answers.values(values);
    }
  }

  private String last() throws SQLException {
    try (Statement statement = connected().createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT epoch_ms(time), * FROM logs ORDER BY time DESC LIMIT 100")) {
      long rows = 0;
      long oldest = Long.MAX_VALUE;
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        rows++;
        oldest = Math.min(oldest, result.getLong(1));
        for (int column = 2; column <= columns; column++) {
          result.getString(column);
        }
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
