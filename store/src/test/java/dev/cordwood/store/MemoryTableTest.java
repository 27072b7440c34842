package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import org.junit.jupiter.api.Test;

class MemoryTableTest {
  private static EventBatch batch(int rows, int fieldsOfTheFirst) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int row = 0; row < rows; row++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "message " + row % 3);
      for (int i = 0; row == 0 && i < fieldsOfTheFirst; i++) {
        builder.add("f" + i, ValueType.STRING, "v");
      }
      builder.endRow(row);
    }
    return builder.build();
  }

  @Test
  void smallBatchesAreJoined() {
    MemoryTable table = new MemoryTable();
    for (int i = 0; i < 1_000; i++) {
      table.add(batch(7, 3));
    }
    assertThat(table.contents().rows()).isEqualTo(7_000);
    assertThat(table.contents().blocks()).hasSizeLessThan(64);
  }

  @Test
  void rowsOfManyFieldsAreNotJoinedToManyRows() {
    MemoryTable table = new MemoryTable();
    for (int i = 0; i < 200; i++) {
      table.add(batch(1_000, i % 20 == 0 ? 2_000 : 0));
    }
    assertThat(table.contents().rows()).isEqualTo(200_000);
    assertThat(table.contents().blocks())
        .hasSizeLessThan(200)
        .allMatch(block -> (long) block.rows() * block.fields().size() <= Limits.MAX_BLOCK_CELLS);
  }

  @Test
  void aBlockKeepsTheColumnsThatManyRowsHaveAndMakesTheOthersAnew() {
    MemoryBlock block = new MemoryBlock(batch(1_000, 5));
    assertThat(block.column("_msg")).isNotNull().isSameAs(block.column("_msg"));
    Column sparse = block.column("f0");
    if (sparse == null) {
      throw new AssertionError("no column f0");
    }
    assertThat(sparse).isNotSameAs(block.column("f0"));
    assertThat(sparse.text(0)).isEqualTo("v");
    assertThat(sparse.isPresent(1)).isFalse();
  }
}
