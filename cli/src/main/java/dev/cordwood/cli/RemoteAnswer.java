package dev.cordwood.cli;

import dev.cordwood.query.QueryException;
import dev.cordwood.server.config.Sizes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes the events of a query's answer: rows are printed, the rest is remembered.
final class RemoteAnswer implements RemoteServer.Events {
  private final RowPrinter printer;
  private @Nullable Map<String, String> end;

  RemoteAnswer(RowPrinter printer) {
    this.printer = printer;
  }

  @Override
  public boolean event(String name, String data) {
    switch (name) {
      case "" -> printer.row(data);
      case "end" -> {
        end = FlatJson.parse(data);
        return false;
      }
      case "failure" -> {
        printer.end();
        throw failure(FlatJson.parse(data));
      }
      default -> {
        // progress, and what later servers may say
      }
    }
    return true;
  }

  /// What an answer or the event `failure` says.
  static QueryException failure(Map<String, String> failure) {
    return new QueryException(
        failure.getOrDefault("error", "the query failed"),
        Integer.parseInt(failure.getOrDefault("position", "-1")),
        failure.getOrDefault("suggestion", ""));
  }

  @Override
  public void idle() {
    printer.flush();
  }

  /// @throws CommandFailure when the answer broke off
  void finish(boolean stats) {
    Map<String, String> last = end;
    if (last == null) {
      throw CommandFailure.of("the server broke the answer off; what was printed is not all");
    }
    String problems = last.getOrDefault("problems", "[]");
    if (!problems.equals("[]")) {
      problems(List.of(problems));
    }
    if (stats) {
      stats(
          Long.parseLong(last.getOrDefault("rows_matched", "0")),
          Long.parseLong(last.getOrDefault("rows_scanned", "0")),
          Long.parseLong(last.getOrDefault("bytes_scanned", "0")),
          Double.parseDouble(last.getOrDefault("elapsed_ms", "0")));
    }
  }

  static void problems(List<String> problems) {
    for (String problem : problems) {
      System.err.println(
          Terminal.safe("cordwood: the answer lacks what could not be read: " + problem));
    }
  }

  static void stats(long matched, long scanned, long bytes, double millis) {
    System.err.printf(
        "%,d rows matched; %,d rows and %s scanned in %.1f ms%n",
        matched, scanned, Sizes.human((double) bytes), millis);
  }
}
