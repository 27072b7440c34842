package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowFieldsTest {
  private final DecodedRows rows = new DecodedRows();
  private final RowFields fields = new RowFields(rows);

  private static Datum.Field field(String name, Datum value) {
    return new Datum.Field(Datum.Text.of(name), value);
  }

  private Map<String, String> end() {
    fields.end(DecodedRows.ARRIVAL, 1);
    return rows.rows().getFirst();
  }

  @Test
  void valuesOfEveryKindAreFlattenedAsJsonLinesAre() {
    fields.begin();
    byte[] noText = {(byte) 0xff, 0};
    fields.add(
        "a",
        new Datum.Fields(
            List.of(
                field("t", Datum.Text.of("x")),
                field("n", Datum.of(1.5)),
                field("nan", Datum.of(Double.NaN)),
                field("b", Datum.Flag.FALSE),
                field("z", Datum.Nothing.NULL),
                field("bytes", new Datum.Binary(noText, 0, 2)),
                field("ascii", new Datum.Binary(new byte[] {'o', 'k'}, 0, 2)),
                field("e", new Datum.Fields(List.of())),
                field("", Datum.Text.of("unnamed")),
                field(
                    "l",
                    new Datum.Items(
                        List.of(
                            Datum.Text.of("q\"\n"),
                            new Datum.Fields(List.of(field("k", Datum.Numeral.of(2))))))))));
    assertThat(end())
        .containsEntry("a.t", "x")
        .containsEntry("a.n", "NUMBER 1.5")
        .containsEntry("a.nan", "NaN")
        .containsEntry("a.b", "BOOLEAN false")
        .containsEntry("a.z", "NULL null")
        .containsEntry("a.bytes", "/wA=")
        .containsEntry("a.ascii", "ok")
        .containsEntry("a.e", "JSON {}")
        .containsEntry("a._", "unnamed")
        .containsEntry("a.l", "JSON [\"q\\\"\\n\",{\"k\":2}]");
  }

  @Test
  void fieldsAndNamesBeyondTheLimitsAreKeptInExtra() {
    fields.begin();
    for (int i = 0; i < Limits.MAX_FIELDS; i++) {
      fields.add("f" + i, Datum.Numeral.of(i));
    }
    fields.add("more", Datum.Text.of("x"));
    fields.add("n".repeat(Limits.MAX_NAME_BYTES + 1), Datum.Numeral.of(1));
    Map<String, String> row = end();
    assertThat(row).containsEntry("f1999", "NUMBER 1999").doesNotContainKey("more");
    assertThat(row.get("_extra")).startsWith("JSON {\"more\":\"x\",\"nnn").endsWith("n\":1}");
  }

  @Test
  void whatIsTooDeepIsKeptAsJson() {
    Datum value = Datum.Numeral.of(1);
    for (int i = 0; i < Limits.MAX_FLATTENED_DEPTH + 2; i++) {
      value = new Datum.Fields(List.of(field("d", value)));
    }
    fields.begin();
    fields.add("top", value);
    assertThat(end())
        .containsEntry("top" + ".d".repeat(Limits.MAX_FLATTENED_DEPTH), "JSON {\"d\":{\"d\":1}}");
  }

  @Test
  void aRowHasBytesUpToTheLimitAndSaysWhatIsLeftOut() {
    fields.begin();
    Datum.Text big = Datum.Text.of("x".repeat(1 << 20));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add("f" + i);
      fields.add("f" + i, big);
    }
    Map<String, String> row = end();
    assertThat(row).containsKey("f16").doesNotContainKey("f17");
    assertThat(row.get("_error")).contains("3 fields are left out");
    assertThat(names).hasSize(20);
  }
}
