package dev.cordwood.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Values that are copied late, when it is known how many rows have them.
class ConstantFieldsTest {
  private static final byte[][] CONSTANTS = {
    "{host=\"a\"}".getBytes(UTF_8),
    "{host=\"a\"}".getBytes(UTF_8), // an equal one
    "b".getBytes(UTF_8),
    new byte[0],
    "a longer one that does not fit into two words".getBytes(UTF_8)
  };

  @Test
  void areNoDifferentFromOthers() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      EventBatchBuilder builder = new EventBatchBuilder();
      for (int batch = 0; batch < 3; batch++) {
        List<Map<String, String>> model = new ArrayList<>();
        int rows = random.nextInt(60);
        int change = 1 + random.nextInt(20);
        byte[] constant = CONSTANTS[0];
        for (int row = 0; row < rows; row++) {
          constant = random.nextInt(change) == 0 ? CONSTANTS[random.nextInt(5)] : constant;
          Map<String, String> fields = new TreeMap<>();
          builder.beginRow();
          for (int i = random.nextInt(5); i > 0; i--) {
            String name = "field" + random.nextInt(3);
            EventBatchBuilder.Column column = builder.column(name.getBytes(UTF_8), 0, 6);
            assertThat(builder.has(column)).isEqualTo(fields.containsKey(name));
            if (random.nextInt(4) > 0) {
              builder.addConstant(column, ValueType.STRING, constant);
              fields.put(name, "STRING " + new String(constant, UTF_8));
              assertThat(builder.hasValue(column, constant, 0, constant.length)).isTrue();
            } else {
              byte[] value = Integer.toString(random.nextInt(1000)).getBytes(UTF_8);
              builder.add(column, ValueType.NUMBER, value, 0, value.length);
              fields.put(name, "NUMBER " + new String(value, UTF_8));
            }
          }
          if (random.nextInt(6) == 0) {
            builder.dropRow();
          } else {
            builder.endRow(row);
            model.add(fields);
          }
        }
        assertThat(fields(builder.build())).as("seed %d", seed).isEqualTo(model);
      }
    }
  }

  @Test
  void countAsMuchAsOthers() {
    EventBatchBuilder constant = new EventBatchBuilder();
    EventBatchBuilder other = new EventBatchBuilder();
    byte[] name = {'n'};
    for (int row = 0; row < 100; row++) {
      constant.beginRow();
      constant.addConstant(constant.column(name, 0, 1), ValueType.STRING, CONSTANTS[0]);
      constant.endRow(row);
      other.beginRow();
      other.add("n", ValueType.STRING, new String(CONSTANTS[0], UTF_8));
      other.endRow(row);
    }
    assertThat(constant.bytes()).isEqualTo(other.bytes());
    assertThat(constant.build().bytes()).isEqualTo(other.build().bytes());
  }

  private static List<Map<String, String>> fields(EventBatch batch) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(new TreeMap<>());
    }
    for (EventColumn column : batch.columns()) {
      boolean same = true;
      for (int i = 0; i < column.size(); i++) {
        String value = column.type(i) + " " + column.text(i);
        rows.get(column.row(i)).put(column.name(), value);
        same &= value.equals(column.type(0) + " " + column.text(0));
      }
      assertThat(column.hasOneValue()).isEqualTo(same);
    }
    return rows;
  }
}
