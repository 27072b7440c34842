package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonRecordTest {
  private static Map<String, String> row(Map<String, Object> record) throws WireException {
    DecodedRows rows = new DecodedRows();
    new PythonRecord(rows).add(record, DecodedRows.ARRIVAL, 1);
    return rows.rows().getFirst();
  }

  @Test
  void attributesGetTheNamesThatOtherSourcesHave() throws Exception {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", "shop.orders");
    record.put("msg", "order %d of %s");
    record.put("args", List.of(7L, "alice"));
    record.put("levelname", "WARNING");
    record.put("levelno", 30L);
    record.put("created", 1_795_234_494.123456);
    record.put("msecs", 123.456);
    record.put("lineno", 12L);
    record.put("funcName", "place");
    record.put("processName", "MainProcess");
    record.put("threadName", "MainThread");
    record.put("exc_info", null);
    record.put("exc_text", "Traceback …");
    record.put("cart", Map.of("size", 3L));
    assertThat(row(record))
        .containsEntry("_time", "2026-11-21T04:14:54.123456Z")
        .containsEntry("_msg", "order 7 of alice")
        .containsEntry("level", "WARNING")
        .containsEntry("level_value", "NUMBER 30")
        .containsEntry("logger", "shop.orders")
        .containsEntry("source_line", "NUMBER 12")
        .containsEntry("function", "place")
        .containsEntry("thread", "MainThread")
        .containsEntry("stack_trace", "Traceback …")
        .containsEntry("cart.size", "NUMBER 3")
        .doesNotContainKeys("args", "msg", "exc_info", "created", "msecs");
  }

  @Test
  void argumentsThatDoNotFitAreKeptBesideTheMessage() throws Exception {
    assertThat(row(Map.of("msg", "order %d %d", "args", List.of(1L))))
        .containsEntry("_msg", "order %d %d")
        .containsEntry("args", "JSON [1]")
        .containsEntry("_time", "2026-11-25T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%d items|7 items",
        "%5d|'    7'",
        "%-5d!|7    !",
        "%05d|00007",
        "%+d|+7",
        "%x %X %o|7 7 7",
        "%s and %r|7 and 7",
        "%.2f|7.00",
        "%e|7.000000e+00",
        "%g|7",
        "100%% of %s|100% of 7",
      })
  void formatsAsPythonDoes(String format, String expected) throws Exception {
    List<Object> args = new ArrayList<>();
    long conversions = format.replace("%%", "").chars().filter(c -> c == '%').count();
    for (int i = 0; i < conversions; i++) {
      args.add(7L);
    }
    assertThat(PercentFormat.format(format, args)).isEqualTo(expected);
  }

  @Test
  void formatsNamesWidthsAndOddValues() throws Exception {
    assertThat(PercentFormat.format("%(a)s-%(b)03d", Map.of("a", "x", "b", 7L))).isEqualTo("x-007");
    assertThat(PercentFormat.format("%s %s %r", List.of(true, "q", "q"))).isEqualTo("True q 'q'");
    assertThat(PercentFormat.format("%.2s", List.of("abc"))).isEqualTo("ab");
    assertThat(PercentFormat.format("%d", List.of("abc"))).isNull();
    assertThat(PercentFormat.format("%s", List.of())).isNull();
    assertThat(PercentFormat.format("%", List.of(1L))).isNull();
    assertThat(PercentFormat.format("%(a", Map.of("a", 1L))).isNull();
    assertThat(PercentFormat.format("%99999d", List.of(1L))).isNull();
    assertThat(PercentFormat.format("%1000d".repeat(2000), java.util.Collections.nCopies(2000, 1L)))
        .isNull();
  }

  @Test
  void aRecordThatIsTooMuchLeavesNoRow() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    DecodedRows rows = new DecodedRows();
    assertThatThrownBy(() ->
            new PythonRecord(rows)
                .add(Map.of("msg", "x", "extra", endless), DecodedRows.ARRIVAL, 1))
        .isInstanceOf(WireException.class);
    assertThat(rows.rows()).isEmpty();
  }
}
