package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.cordwood.collect.wire.WireLimits;
import dev.cordwood.server.config.ConfigKeys;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchApiTest {
  private static final String TWO =
      "{\"create\":{\"_index\":\"shop\",\"_id\":\"a\"}}\n{\"message\":\"one\"}\n{\"index\":{}}\n{\"message\":\"two\"}\n";

  @TempDir Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> bulk(String path, String body, String... headers) {
    return server.post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static void isElasticsearch(HttpResponse<?> answer) {
    assertThat(answer.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
  }

  @Test
  void bulkAnswersForEachActionInTheBytesThatClientsLookFor() {
    HttpResponse<String> answer = bulk("/_bulk", TWO, "Content-Type", "application/x-ndjson");
    assertThat(answer.statusCode()).isEqualTo(200);
    isElasticsearch(answer);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .matches(
            "\\{\"took\":\\d+,\"errors\":false,\"items\":\\["
                + "\\{\"create\":\\{\"_index\":\"shop\",\"_id\":\"a\",\"_version\":1,\"result\":\"created\",\"status\":201}},"
                + "\\{\"index\":\\{\"_index\":\"logs\",\"_id\":\"[A-Za-z0-9_-]{20}\",\"_version\":1,\"result\":\"created\",\"status\":201}}]}");
    assertThat(server.rows("one"))
        .singleElement()
        .satisfies(r -> assertThat(r).containsEntry("_index", "shop"));
    assertThat(server.count("*")).isEqualTo(2);
  }

  @Test
  void aDocumentThatIsRefusedHasAnErrorAndTheOthersAreStored() {
    HttpResponse<String> answer = bulk("/app/_bulk", "{\"create\":{}}\n{oops\n" + TWO);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"errors\":true,\"items\":[{\"create\":{\"_index\":\"app\"")
        .contains(
            "\"status\":400,\"error\":{\"type\":\"mapper_parsing_exception\",\"reason\":\"failed to parse");
    assertThat(((List<?>) TestServer.json(answer).get("items"))).hasSize(3);
    assertThat(server.count("*")).isEqualTo(2);
  }

  @Test
  void everyMountEveryMethodAndEveryCodingIsTaken() {
    byte[] body = TWO.getBytes(StandardCharsets.UTF_8);
    for (String path :
        List.of(
            "/_bulk",
            "/a/_bulk",
            "/a/_doc/_bulk",
            "/insert/elasticsearch/_bulk",
            "/insert/elasticsearch/a/_bulk")) {
      assertThat(bulk(path, TWO).body()).as(path).contains("\"errors\":false");
      assertThat(server.request("PUT", path, TWO).body()).as(path).contains("\"errors\":false");
    }
    assertThat(server.post("/_bulk", Answers.gzip(body), "Content-Encoding", "gzip").statusCode())
        .isEqualTo(200);
    assertThat(server.post("/_bulk", Zstd.compress(body), "Content-Encoding", "zstd").statusCode())
        .isEqualTo(200);
    assertThat(server.count("*")).isEqualTo(24);
    assertThat(server.count("_index:=elasticsearch OR _index:=insert")).isZero();
  }

  @Test
  void filterPathLeavesOutWhatIsNotWanted() {
    String broken = "{\"create\":{}}\n[]\n{\"create\":{}}\n{\"a\":1}\n";
    assertThat(bulk("/_bulk?filter_path=errors,items.*.error,items.*.status", broken).body())
        .matches(
            "\\{\"errors\":true,\"items\":\\[\\{\"create\":\\{\"status\":400,\"error\":\\{.*}}},\\{\"create\":\\{\"status\":201}}]}");
    assertThat(bulk("/_bulk?filter_path=items.*.error.type", broken).body())
        .isEqualTo(
            "{\"items\":[{\"create\":{\"error\":{\"type\":\"mapper_parsing_exception\"}}}]}");
    assertThat(bulk("/_bulk?filter_path=errors", TWO).body()).isEqualTo("{\"errors\":false}");
    assertThat(bulk("/_bulk?filter_path=-items,-took", TWO).body()).isEqualTo("{\"errors\":false}");
    assertThat(bulk("/_bulk?filter_path=**.status,took", TWO).body())
        .matches(
            "\\{\"took\":\\d+,\"items\":\\[\\{\"create\":\\{\"status\":201}},\\{\"index\":\\{\"status\":201}}]}");
    assertThat(
            bulk("/_bulk?filter_path=" + "x".repeat(Limits.MAX_FILTER_PATH + 1), TWO).statusCode())
        .isEqualTo(400);
  }

  @Test
  void errorsAreInItsWordsAndHaveTheHeaderToo() {
    HttpResponse<String> malformed = bulk("/_bulk", "nonsense\n");
    assertThat(malformed.statusCode()).isEqualTo(400);
    isElasticsearch(malformed);
    assertThat(TestServer.json(malformed)).containsEntry("status", 400);
    assertThat(malformed.body())
        .contains(
            "\"type\":\"illegal_argument_exception\",\"reason\":\"Malformed action/metadata line [1]");
    HttpResponse<String> packed = bulk("/_bulk", TWO, "Content-Encoding", "gzip");
    assertThat(packed.statusCode()).isEqualTo(400);
    isElasticsearch(packed);
    isElasticsearch(bulk("/_bulk", ""));
    for (String path : List.of("/_search", "/_cat/indices", "/insert/elasticsearch/_search")) {
      HttpResponse<String> unknown = server.get(path);
      assertThat(unknown.statusCode()).as(path).isEqualTo(404);
      isElasticsearch(unknown);
    }
    isElasticsearch(bulk("/_search", "{}"));
  }

  @Test
  void bodiesAreTakenUpToTheLimitAfterDecompression() {
    server.close();
    server = TestServer.start(data, config -> config.with(ConfigKeys.HTTP_MAX_BODY_SIZE, 1L << 20));
    String document = "{\"create\":{}}\n{\"message\":\"%s\"}\n";
    int room = (1 << 20) - document.formatted("").length();
    byte[] fits = document.formatted("x".repeat(room)).getBytes(StandardCharsets.UTF_8);
    byte[] tooLarge = document.formatted("x".repeat(room + 1)).getBytes(StandardCharsets.UTF_8);
    assertThat(fits).hasSize(1 << 20);
    assertThat(server.post("/_bulk", Answers.gzip(fits), "Content-Encoding", "gzip").statusCode())
        .isEqualTo(200);
    HttpResponse<String> refused =
        server.post("/_bulk", Answers.gzip(tooLarge), "Content-Encoding", "gzip");
    assertThat(refused.statusCode()).isEqualTo(413);
    isElasticsearch(refused);
    assertThat(refused.body()).contains("content_too_long_exception");
    assertThat(server.count("*")).isEqualTo(1);
  }

  @Test
  void actionsAreTakenUpToTheLimit() {
    String action = "{\"delete\":{}}\n";
    assertThat(
            bulk("/_bulk?filter_path=errors", action.repeat(WireLimits.MAX_BULK_ACTIONS))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            bulk("/_bulk?filter_path=errors", action.repeat(WireLimits.MAX_BULK_ACTIONS + 1))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void clientsAreToldWhoThisIsAndBrowsersGetTheDashboard() {
    for (String path : List.of("/", "/insert/elasticsearch", "/insert/elasticsearch/")) {
      HttpResponse<String> root = server.get(path);
      assertThat(root.statusCode()).as(path).isEqualTo(200);
      isElasticsearch(root);
      assertThat(TestServer.json(root)).containsEntry("tagline", "You Know, for Search");
      assertThat((Map<?, ?>) TestServer.json(root).get("version"))
          .extracting("number", "build_flavor")
          .containsExactly(ElasticsearchAnswers.VERSION, "default");
      HttpResponse<String> head = server.request("HEAD", path, "");
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      isElasticsearch(head);
    }
    HttpResponse<String> page = server.get("/", "Accept", "text/html,application/xhtml+xml");
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("X-Elastic-Product")).isEmpty();
  }

  @Test
  void theClusterKeepsItsIdAfterARestart() {
    Object before = TestServer.json(server.get("/")).get("cluster_uuid");
    server.close();
    server = TestServer.start(data);
    assertThat(TestServer.json(server.get("/"))).containsEntry("cluster_uuid", before);
  }

  @Test
  void whatClientsAskAtTheStartIsAnsweredAsTheyWantIt() {
    for (String prefix : List.of("", "/insert/elasticsearch")) {
      assertThat((Map<?, ?>) TestServer.json(server.get(prefix + "/_license")).get("license"))
          .extracting("status", "type")
          .containsExactly("active", "basic");
      assertThat(TestServer.json(server.get(prefix + "/_cluster/health")))
          .containsEntry("status", "green");
      assertThat(server.get(prefix + "/_cat/health").body()).contains("green");
      assertThat(server.get(prefix + "/_nodes/http").body())
          .contains("\"publish_address\":\"127.0.0.1:" + server.server().address().getPort());
      for (String path :
          List.of(
              "/_index_template/logs",
              "/_template/logs",
              "/_ilm/policy/p",
              "/_data_stream/d",
              "/_ingest/pipeline/p",
              "/alias")) {
        HttpResponse<String> head = server.request("HEAD", prefix + path, "");
        assertThat(head.statusCode()).as(path).isEqualTo(200);
        isElasticsearch(head);
        HttpResponse<String> put = server.request("PUT", prefix + path, "{\"settings\":{}}");
        isElasticsearch(put);
        assertThat(put.body()).as(path).isEqualTo("{\"acknowledged\":true}");
      }
    }
  }

  @Test
  void linesPutToAWrongAddressAreNotAcknowledged() {
    HttpResponse<String> answer =
        server.request("PUT", "/jsonline", "{\"message\":\"lost?\"}\n{\"message\":\"b\"}\n");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/insert/jsonline");
    String large = "{\"settings\":\"" + "x".repeat(Limits.MAX_INDEX_BYTES) + "\"}";
    assertThat(server.request("PUT", "/jsonline", large).statusCode()).isEqualTo(404);
  }

  @Test
  void versionedMediaTypesComeBackAsTheyWereAskedFor() {
    String vendor = "application/vnd.elasticsearch+json;compatible-with=8";
    assertThat(server.get("/_license", "Accept", vendor).headers().firstValue("Content-Type"))
        .contains(vendor);
    HttpResponse<String> answer =
        bulk(
            "/_bulk",
            TWO,
            "Accept",
            "application/vnd.elasticsearch+json; compatible-with=9",
            "Content-Type",
            "application/vnd.elasticsearch+x-ndjson; compatible-with=9");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/vnd.elasticsearch+json;compatible-with=9");
    assertThat(
            server
                .get("/_license", "Accept", "application/vnd.elasticsearch+json;compatible-with=6")
                .headers()
                .firstValue("Content-Type"))
        .contains("application/json");
  }

  @Test
  void parametersOfVictoriaLogsWorkHereTooAndDebugStoresNothing() {
    bulk(
        "/_bulk?_msg_field=text&extra_fields=env=test",
        "{\"create\":{}}\n{\"text\":\"mine\",\"message\":\"other\"}\n");
    assertThat(server.rows("mine"))
        .singleElement()
        .satisfies(r -> assertThat(r).containsEntry("env", "test"));
    HttpResponse<String> preview = bulk("/_bulk?debug=1", TWO);
    assertThat(preview.body()).contains("\"preview\":[{\"_time\"", "\"_msg\":\"one\"");
    assertThat(server.count("*")).isEqualTo(1);
  }
}
