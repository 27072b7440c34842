package dev.cordwood.query.scan;

import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of a block that passed the filter. Columns are decoded when they are asked for; one that
/// cannot be read throws [BlockReadException].
public final class BlockRows implements Rows {
  private final BlockColumns block;
  private final int @Nullable [] rows;
  private final int size;
  private final Map<String, Cells> cells = new HashMap<>();
  private @Nullable List<String> fields;
  private long @Nullable [] times;

  /// @param rows which rows of the block, rising; null for all
  public BlockRows(BlockColumns block, int @Nullable [] rows) {
    this.block = block;
    this.rows = rows;
    this.size = rows == null ? block.rows() : rows.length;
  }

  /// Some of these rows. What is then asked for is decoded for them only, as far as its form
  /// allows.
  ///
  /// @param chosen rising
  public BlockRows only(int[] chosen) {
    int[] all = rows;
    int[] ofBlock = chosen;
    if (all != null) {
      ofBlock = new int[chosen.length];
      for (int i = 0; i < chosen.length; i++) {
        ofBlock[i] = all[chosen[i]];
      }
    }
    return new BlockRows(block, ofBlock);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<String> fields() {
    List<String> known = fields;
    if (known == null) {
      try {
        known = block.fields();
      } catch (IOException e) {
        throw new BlockReadException(e);
      }
      fields = known;
    }
    return known;
  }

  @Override
  public Cells cells(String field) {
    Cells known = cells.get(field);
    if (known == null) {
      try {
        known =
            field.equals(BlockColumns.TIME)
                ? new ColumnCells.TimeCells(times())
                : ColumnCells.of(block.column(field), rows, size);
      } catch (IOException e) {
        throw new BlockReadException(e);
      }
      cells.put(field, known);
    }
    return known;
  }

  @Override
  public long timeNanos(int row) {
    long[] known = times;
    return known == null ? times()[row] : known[row];
  }

  /// What a block holds of a field.
  ///
  /// @param shape in which it is decoded: `dictionary`, `number`, `template` or `text`
  /// @param rows of the block that have it
  /// @param distinct values of a dictionary; -1 where there is none
  /// @param decodedBytes in memory, roughly
  public record FieldStats(
      String field, String shape, long rows, long distinct, long decodedBytes) {}

  /// About the whole block, whichever of its rows were found.
  public List<FieldStats> fieldStats() {
    try {
      return block.fieldStats();
    } catch (IOException e) {
      throw new BlockReadException(e);
    }
  }

  @Override
  public long[] times() {
    long[] known = times;
    if (known == null) {
      try {
        long[] all = block.shiftedTimes();
        int[] selected = rows;
        if (selected == null) {
          known = all;
        } else {
          known = new long[selected.length];
          for (int i = 0; i < known.length; i++) {
            known[i] = all[selected[i]];
          }
        }
      } catch (IOException e) {
        throw new BlockReadException(e);
      }
      times = known;
    }
    return known;
  }
}
