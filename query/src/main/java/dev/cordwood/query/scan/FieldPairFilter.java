package dev.cordwood.query.scan;

import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.Literals;
import dev.cordwood.store.Bitmap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Compares two fields of the same row: as numbers when both are numbers, else by code points.
final class FieldPairFilter extends BlockFilter {
  /// How the first field must be to the second.
  enum Relation {
    EQUAL,
    LESS_OR_EQUAL,
    LESS
  }

  private final String left;
  private final String right;
  private final Relation relation;

  FieldPairFilter(String left, Relation relation, String right) {
    this.left = left;
    this.right = right;
    this.relation = relation;
  }

  @Override
  public void apply(BlockColumns block, Bitmap rows) throws IOException {
    int[] selected = rows.toRows();
    BlockRows view = new BlockRows(block, selected);
    Cells lefts = view.cells(left);
    Cells rights = view.cells(right);
    ByteSlice a = new ByteSlice();
    ByteSlice b = new ByteSlice();
    for (int i = 0; i < selected.length; i++) {
      lefts.slice(i, a);
      rights.slice(i, b);
      boolean holds =
          switch (relation) {
            case EQUAL -> Arrays.equals(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
            case LESS_OR_EQUAL -> compare(a, b) <= 0;
            case LESS -> compare(a, b) < 0;
          };
      if (!holds) {
        rows.clear(selected[i]);
      }
    }
  }

  private static int compare(ByteSlice a, ByteSlice b) {
    double left = Literals.number(text(a));
    double right = Literals.number(text(b));
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return Arrays.compareUnsigned(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
    }
    return left < right ? -1 : left > right ? 1 : 0;
  }

  private static String text(ByteSlice slice) {
    return new String(slice.bytes, slice.start, slice.length(), StandardCharsets.UTF_8);
  }

  @Override
  int cost() {
    return 20;
  }
}
