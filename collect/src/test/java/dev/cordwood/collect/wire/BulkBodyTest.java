package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkBodyTest {
  private final DecodedRows rows = new DecodedRows();
  private final List<BulkAction> results = new ArrayList<>();

  private void add(String body) throws WireException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    BulkBody bulk = new BulkBody(rows, "from-address", results::add);
    int actions = bulk.check(bytes, 0, bytes.length);
    int before = results.size();
    bulk.add(bytes, 0, bytes.length, DecodedRows.ARRIVAL);
    assertThat(results).hasSize(before + actions);
  }

  @Test
  void documentsBecomeRowsAndEachActionHasAResult() throws WireException {
    add(
        """
        {"create":{"_index":"logs","_id":"a1"}}
        {"@timestamp":"2026-11-21T04:14:54Z","message":"one","http":{"status":200}}
        {"index":{}}
        {"message":"two"}
        {"delete":{"_id":"gone"}}
        {"update":{"_id":"u"}}
        {"doc":{"message":"three"},"doc_as_upsert":true}
        {"update":{"_id":"u"}}
        {"script":{"source":"x"},"upsert":{"message":"four"}}\
        """);
    assertThat(rows.rows())
        .containsExactly(
            Map.of(
                "_time",
                "2026-11-21T04:14:54Z",
                "_msg",
                "one",
                "http.status",
                "NUMBER 200",
                "_index",
                "logs"),
            Map.of("_time", "2026-11-25T12:00:00Z", "_msg", "two", "_index", "from-address"),
            Map.of("_time", "2026-11-25T12:00:00Z", "_msg", "three", "_index", "from-address"),
            Map.of("_time", "2026-11-25T12:00:00Z", "_msg", "four", "_index", "from-address"));
    assertThat(results).extracting(BulkAction::status).containsExactly(201, 201, 404, 201, 201);
    assertThat(results.getFirst())
        .isEqualTo(new BulkAction(BulkAction.Kind.CREATE, "logs", "a1", 201, null));
  }

  @Test
  void aDocumentThatIsNoneIsRefusedAloneAndTheOthersAreKept() throws WireException {
    add(
        "{\"create\":{}}\n{\"a\":\n{\"create\":{}}\n[1]\n{\"create\":{}}\n{\"message\":\"ok\"}\r\n");
    assertThat(results).extracting(BulkAction::status).containsExactly(400, 400, 201);
    assertThat(results.get(0).reason()).contains("failed to parse: at byte 5");
    assertThat(results.get(1).reason()).contains("must be a JSON object");
    assertThat(rows.rows())
        .singleElement()
        .satisfies(r -> assertThat(r).containsEntry("_msg", "ok"));
  }

  @Test
  void anActionWithoutItsDocumentIsRefused() throws WireException {
    add("{\"create\":{}}\n{\"message\":\"ok\"}\n{\"create\":{}}");
    assertThat(results).extracting(BulkAction::status).containsExactly(201, 400);
    assertThat(rows.rows()).hasSize(1);
  }

  @Test
  void aLineThatIsNoActionRefusesTheWholeRequest() {
    for (String line : List.of("{\"drop\":{}}", "{}", "[]", "nonsense", "{\"create\":1}")) {
      assertThatThrownBy(() -> add("{\"create\":{}}\n{\"message\":\"ok\"}\n" + line + "\n{}\n"))
          .as(line)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("Malformed action/metadata line [3]");
      assertThat(rows.rows()).isEmpty();
    }
  }

  @Test
  void aDocumentLongerThanALineMayBeKeepsItsFieldsAndHasItsTextsCut() throws WireException {
    int limit = dev.cordwood.event.Limits.MAX_LINE_BYTES;
    add("{\"create\":{}}\n{\"message\":\"%s\",\"short\":1}\n".formatted("x".repeat(limit + 10)));
    assertThat(rows.rows())
        .singleElement()
        .satisfies(row -> {
          assertThat(row).containsEntry("short", "NUMBER 1");
          assertThat(row.get("_msg")).hasSize(limit);
          assertThat(row.get("_error")).contains("it had " + (limit + 10) + " bytes");
        });
  }

  @Test
  void aFieldWithMoreValuesThanAllowedRefusesItsDocumentAlone() throws WireException {
    for (int values : List.of(WireLimits.MAX_VALUES, WireLimits.MAX_VALUES + 1)) {
      // the object itself counts too
      String inner = "\"x\":1000,".repeat(values - 2) + "\"y\":1";
      add("{\"create\":{}}\n{\"all\":{%s}}\n".formatted(inner));
    }
    add("{\"create\":{}}\n{\"message\":\"ok\"}\n");
    assertThat(results).extracting(BulkAction::status).containsExactly(201, 400, 201);
    assertThat(results.get(1).reason()).contains("more than 200000 values");
    assertThat(rows.rows())
        .hasSize(2)
        .last()
        .satisfies(row -> assertThat(row).containsEntry("_msg", "ok"));
  }
}
