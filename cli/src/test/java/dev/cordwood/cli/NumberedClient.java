package dev.cordwood.cli;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.BitSet;

/// Inserts numbered lines over HTTP and keeps count of those that are acknowledged.
final class NumberedClient {
  private final BitSet acknowledged = new BitSet();
  private final String name;
  private final int linesPerRequest;
  private final int padding;
  private int next;

  /// @param padding bytes a line that do not compress
  NumberedClient(String name, int linesPerRequest, int padding) {
    this.name = name;
    this.linesPerRequest = linesPerRequest;
    this.padding = padding;
  }

  /// Sends a request of lines that were not sent before.
  HttpResponse<String> insert(ServeProcess server) throws IOException, InterruptedException {
    int from = next;
    next += linesPerRequest;
    HttpResponse<String> answer = server.insert(lines(name, from, linesPerRequest, padding));
    Object stored = ServeProcess.json(answer.body()).get("stored_lines");
    acknowledged.set(from, from + Integer.parseInt(String.valueOf(stored)));
    return answer;
  }

  static String lines(String client, int from, int count, int padding) {
    StringBuilder lines = new StringBuilder();
    byte[] random = new byte[padding / 2];
    java.util.SplittableRandom source = new java.util.SplittableRandom(from);
    for (int i = from; i < from + count; i++) {
      source.nextBytes(random);
      lines
          .append("{\"client\":\"%s\",\"n\":%d,\"pad\":\"".formatted(client, i))
          .append(java.util.HexFormat.of().formatHex(random))
          .append("\"}\n");
    }
    return lines.toString();
  }

  /// What is wrong with what the server has: empty when each acknowledged line is there, and none
  /// twice.
  String wrong(ServeProcess server) throws IOException, InterruptedException {
    BitSet found = new BitSet();
    int twice = 0;
    for (int number : server.numbers("client:=" + name)) {
      twice += found.get(number) ? 1 : 0;
      found.set(number);
    }
    BitSet lost = (BitSet) acknowledged.clone();
    lost.andNot(found);
    return lost.isEmpty() && twice == 0
        ? ""
        : "%d of %d acknowledged lines are lost, %d are there twice"
            .formatted(lost.cardinality(), acknowledged.cardinality(), twice);
  }

  int acknowledged() {
    return acknowledged.cardinality();
  }
}
