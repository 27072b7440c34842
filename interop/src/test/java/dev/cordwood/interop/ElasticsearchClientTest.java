package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Elastic's Java client with its bulk helper.
class ElasticsearchClientTest {
  private static final int COUNT = 2_000;

  @Test
  void bulkIngesterIsAnsweredItemByItem(@TempDir Path directory) throws Exception {
    try (Received server = Received.start(directory, "");
        ElasticsearchClient client = ElasticsearchClient.of(b -> b.host(server.url("")))) {
      assertThat(client.info().tagline()).isEqualTo("You Know, for Search");
      List<BulkResponse> answers = Collections.synchronizedList(new ArrayList<>());
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      BulkIngester<Void> ingester =
          BulkIngester.of(b ->
              b.client(client)
                  .maxOperations(100)
                  .flushInterval(100, TimeUnit.MILLISECONDS)
                  .listener(
                      new BulkListener<Void>() {
                        @Override
                        public void beforeBulk(long id, BulkRequest request, List<Void> c) {}

                        @Override
                        public void afterBulk(
                            long id, BulkRequest request, List<Void> c, BulkResponse answer) {
                          answers.add(answer);
                        }

                        @Override
                        public void afterBulk(
                            long id, BulkRequest request, List<Void> c, Throwable failure) {
                          failures.add(failure);
                        }
                      }));
      for (int i = 0; i < COUNT; i++) {
        Map<String, Object> document =
            Map.of(
                "@timestamp",
                "2026-11-21T04:14:54.123Z",
                "log.level",
                "WARN",
                "message",
                "order number " + i,
                "amount",
                i);
        ingester.add(op -> op.create(c -> c.index("logs-shop").document(document)));
      }
      ingester.close();
      assertThat(failures).isEmpty();
      assertThat(answers).noneMatch(BulkResponse::errors);
      assertThat(answers.stream().mapToInt(answer -> answer.items().size()).sum()).isEqualTo(COUNT);
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.items()).allMatch(item -> item.status() == 201));
      List<Map<String, String>> rows = server.await(COUNT);
      assertThat(rows).hasSize(COUNT);
      assertThat(Received.number(rows, 77))
          .containsEntry("level", "WARN")
          .containsEntry("amount", "77")
          .containsEntry("_time", "2026-11-21T04:14:54.123Z");
    }
  }
}
