package dev.cordwood.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A decoded block whose rows are copied, a few at a time, into [BlockBuilder]s: what a merge keeps
/// of each of its inputs. Decodes the whole block when it is made.
final class RowSource {
  /// Values by row, whatever shape the column had: row `r` is value `codes[r]` (-1: absent), or
  /// value `r` itself when there are no codes.
  record Field(String name, int[] codes, TextColumn values) {
    private static final int[] NO_CODES = {};

    /// The index of the row's value, or -1.
    int value(int row) {
      return codes.length == 0 ? (values.isPresent(row) ? row : -1) : codes[row];
    }

    int start(int value) {
      return values.offsets()[value];
    }

    int end(int value) {
      return values.offsets()[value + 1];
    }

    byte type(int value) {
      byte[] types = values.types();
      return types.length == 1 ? types[0] : types[value];
    }
  }

  private final long[] times;
  private final List<Field> fields;
  private final int[] rowBytes;

  RowSource(Block block) throws IOException {
    times = block.times();
    fields = new ArrayList<>();
    for (String name : block.fields()) {
      Column column = block.column(name);
      if (column != null) {
        fields.add(field(name, column));
      }
    }
    rowBytes = new int[block.rows()];
    Arrays.fill(rowBytes, Long.BYTES);
    for (Field field : fields) {
      for (int row = 0; row < rowBytes.length; row++) {
        int value = field.value(row);
        if (value >= 0) {
          rowBytes[row] += field.end(value) - field.start(value);
        }
      }
    }
  }

  long time(int row) {
    return times[row];
  }

  List<Field> fields() {
    return fields;
  }

  /// The row's share of a block's raw bytes.
  int bytes(int row) {
    return rowBytes[row];
  }

  private static Field field(String name, Column column) {
    return switch (column) {
      case TextColumn text -> new Field(name, Field.NO_CODES, text);
      case TemplateColumn template ->
          new Field(name, Field.NO_CODES, template.text(Bitmap.full(template.rows())));
      case NumberColumn number -> new Field(name, Field.NO_CODES, NumberText.of(number));
      case DictionaryColumn dictionary -> new Field(name, dictionary.codes(), values(dictionary));
    };
  }

  private static TextColumn values(DictionaryColumn dictionary) {
    int size = dictionary.size();
    int[] offsets = new int[size + 1];
    byte[] types = new byte[size];
    ByteSink data = new ByteSink(256);
    for (int code = 0; code < size; code++) {
      data.put(dictionary.values()[code]);
      offsets[code + 1] = data.length;
      types[code] = dictionary.types()[code].code();
    }
    return new TextColumn(data.bytes, offsets, Bitmap.full(size), types);
  }
}
