package dev.cordwood.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventBatchBuilderTest {
  private record Read(long time, Map<String, String> fields) {}

  private static List<Read> rows(EventBatch batch) {
    List<Read> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      Map<String, String> fields = new TreeMap<>();
      for (EventColumn column : batch.columns()) {
        int index = column.indexOfRow(row);
        if (index >= 0) {
          ValueType type = column.type(index);
          String text = column.text(index);
          fields.put(column.name(), type == ValueType.STRING ? text : type + " " + text);
        }
      }
      rows.add(new Read(batch.time(row), fields));
    }
    return rows;
  }

  @Test
  void rowsComeBackAsTheyWentInAlsoWhenSomeAreDroppedAndTheBuilderIsReused() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int batch = 0; batch < 60; batch++) {
      List<Read> expected = new ArrayList<>();
      int size = random.nextInt(batch % 7 == 0 ? 2000 : 20);
      for (int i = 0; i < size; i++) {
        Map<String, String> fields = new TreeMap<>();
        builder.beginRow();
        for (int f = random.nextInt(8); f > 0; f--) {
          String name = "f" + random.nextInt(batch % 5 == 0 ? 300 : 6);
          String text = "v".repeat(random.nextInt(5)) + random.nextInt(100);
          ValueType type = random.nextBoolean() ? ValueType.STRING : ValueType.NUMBER;
          builder.add(name, type, text);
          fields.put(name, type == ValueType.STRING ? text : type + " " + text);
        }
        assertThat(builder.fieldsInRow()).as("seed %d", seed).isEqualTo(fields.size());
        if (random.nextInt(10) == 0) {
          builder.dropRow();
        } else {
          long time = random.nextLong();
          builder.endRow(time);
          expected.add(new Read(time, fields));
        }
      }
      long counted = builder.bytes();
      int columns = builder.fields();
      EventBatch built = builder.build();
      assertThat(rows(built)).as("seed %d", seed).isEqualTo(expected);
      assertThat(built.bytes()).as("seed %d", seed).isEqualTo(counted);
      assertThat(built.columns()).as("seed %d", seed).hasSize(columns).allMatch(c -> c.size() > 0);
      assertThat(builder.bytes()).isZero();
      assertThat(builder.rows()).isZero();
    }
  }

  @Test
  void aSmallBatchAfterALargeOneHoldsNoMoreThanItNeeds() {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < 10_000; i++) {
      builder.beginRow();
      builder.add("a", ValueType.STRING, "a value of some length");
      builder.endRow(i);
    }
    builder.build();
    builder.beginRow();
    builder.add("a", ValueType.STRING, "x");
    builder.endRow(1);
    EventBatch small = builder.build();
    EventColumn column = small.columns().getFirst();
    assertThat(column.data().length).isLessThan(200);
    assertThat(column.rows().length).isLessThan(50);
    assertThat(small.times().length).isLessThan(50);
  }

  @Test
  void whoeverRemembersAColumnDoesNotKeepItsValues() {
    EventBatchBuilder builder = new EventBatchBuilder();
    EventBatchBuilder.Column column = builder.column(new byte[] {'a'}, 0, 1);
    WeakReference<byte[]> data = new WeakReference<>(filled(builder));
    await()
        .untilAsserted(() -> {
          System.gc();
          assertThat(data.get()).isNull();
        });
    assertThat(column.name).isEqualTo("a");
  }

  private static byte[] filled(EventBatchBuilder builder) {
    for (int i = 0; i < 10_000; i++) {
      builder.beginRow();
      builder.add("a", ValueType.STRING, "a value of some length");
      builder.endRow(i);
    }
    return builder.build().columns().getFirst().data();
  }

  @Test
  void rowsMustBeBegunAndEndedInTurn() {
    EventBatchBuilder builder = new EventBatchBuilder();
    assertThatThrownBy(() -> builder.endRow(1)).isInstanceOf(IllegalStateException.class);
    builder.beginRow();
    assertThatThrownBy(builder::beginRow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
  }
}
