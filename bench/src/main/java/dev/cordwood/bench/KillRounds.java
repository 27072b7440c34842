package dev.cordwood.bench;

import dev.cordwood.query.QueryEngine;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Kills a real server (`kill -9`) at random moments while several clients insert numbered lines
/// over HTTP, again and again on the same data directory, and then counts: every line of an
/// acknowledged request is there exactly once, and no line of any request twice, for each request
/// is sent once only.
///
/// Usage: `KillRounds [ROUNDS] [SEED]`, 50 rounds by default
public final class KillRounds {
  private static final int CLIENTS = 3;
  private static final int MAX_LINES_A_REQUEST = 400;
  private static final int MAX_LIFE_MILLIS = 1500;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Path data;
  private final Random random;
  private final BitSet acknowledged = new BitSet();
  private int sent;
  private int requests;

  private KillRounds(Path data, long seed) {
    this.data = data;
    this.random = new Random(seed);
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    Path data = Files.createTempDirectory("cordwood-kill");
    System.out.println(run(data, rounds, seed));
  }

  /// @return what was seen, in one line
  /// @throws IllegalStateException when a line was lost or is there twice
  static String run(Path data, int rounds, long seed) throws Exception {
    KillRounds kills = new KillRounds(data, seed);
    for (int round = 0; round < rounds; round++) {
      kills.round();
    }
    return kills.count(rounds, seed);
  }

  private void round() throws Exception {
    Process server = start();
    try (BufferedReader output = server.inputReader()) {
      URI insert = URI.create(address(output) + "/insert/jsonline");
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofVirtual().start(() -> insertUntil(stop, insert)));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_LIFE_MILLIS)));
      server.destroyForcibly().waitFor();
      stop.set(true);
      for (Thread client : clients) {
        client.join();
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.cordwood.cli.Main",
            "serve",
            "--data",
            data.toString(),
            "--http",
            "127.0.0.1:0",
            "--tcp",
            "127.0.0.1:0")
        .redirectErrorStream(true)
        .start();
  }

  private static String address(BufferedReader output) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      int at = line.indexOf("http://127.0.0.1:");
      if (at >= 0) {
        return line.substring(at).trim();
      }
      said.append(line).append('\n');
      if (System.nanoTime() > deadline) {
        break;
      }
    }
    throw new IOException("the server did not start; it said:\n" + said);
  }

  /// Sends each request once. One without an answer may be there or not, as a whole or in part.
  private void insertUntil(AtomicBoolean stop, URI insert) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!stop.get()) {
        int from;
        int to;
        synchronized (this) {
          from = sent;
          to = sent + 1 + random.nextInt(MAX_LINES_A_REQUEST);
          sent = to;
          requests++;
        }
        StringBuilder body = new StringBuilder();
        for (int number = from; number < to; number++) {
          body.append("{\"service\":\"kill\",\"number\":")
              .append(number)
              .append(",\"message\":\"line ");
          body.append(number).append(" of a server that will be killed\"}\n");
        }
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(insert)
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2) {
          synchronized (this) {
            acknowledged.set(from, to);
          }
        }
      }
    } catch (IOException e) {
      return; // the server is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String count(int rounds, long seed) throws IOException {
    BitSet found = new BitSet();
    int[] twice = {0};
    try (Store store = Store.open(data, new StoreOptions());
        QueryEngine engine = new QueryEngine(store, QueryLimits.defaults())) {
      engine.run(
          Query.parse("service:=kill | fields number", ParseContext.now()),
          RunOptions.defaults(),
          rows -> {
            for (int row = 0; row < rows.size(); row++) {
              int number = Integer.parseInt(rows.cells("number").text(row));
              if (found.get(number)) {
                twice[0]++;
              }
              found.set(number);
            }
          });
    }
    BitSet lost = (BitSet) acknowledged.clone();
    lost.andNot(found);
    String seen =
        "%d rounds, seed %d: %,d requests, %,d lines sent, %,d acknowledged, %,d found, %d acknowledged ones lost, %d twice"
            .formatted(
                rounds,
                seed,
                requests,
                sent,
                acknowledged.cardinality(),
                found.cardinality(),
                lost.cardinality(),
                twice[0]);
    if (!lost.isEmpty() || twice[0] > 0) {
      throw new IllegalStateException(seen);
    }
    return seen;
  }
}
