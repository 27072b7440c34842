package dev.cordwood.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the column directory of a part: for each field the place and the description of its
/// chunk in every block that has it, and for each block which fields it has. Kept in memory until
/// the part is finished.
final class DirectoryWriter {
  private static final class Field {
    final String name;
    final int number;
    final ByteSink entries = new ByteSink(64);
    int count;
    int lastBlock;
    long lastEnd;
    long chunkBytes;

    Field(String name, int number) {
      this.name = name;
      this.number = number;
    }
  }

  private record Schema(int hash, int[] numbers) {
    Schema(int[] numbers) {
      this(java.util.Arrays.hashCode(numbers), numbers);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return other instanceof Schema schema && java.util.Arrays.equals(numbers, schema.numbers);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<String, Field> byName = new HashMap<>();
  private final List<Field> fields = new ArrayList<>();
  private final Map<Schema, Integer> schemaNumbers = new HashMap<>();
  private final ByteSink schemas = new ByteSink(256);
  private final ByteSink blocks = new ByteSink(1 << 10);
  private int[] inBlock = new int[64];
  private int inBlockCount;
  private long bytes;

  /// Roughly what is kept in memory.
  long bytes() {
    return bytes + blocks.length + schemas.length;
  }

  /// Notes a chunk of the block that is being written.
  void chunk(String name, int block, long place, int length, int crc, ColumnStats stats) {
    Field field = byName.get(name);
    if (field == null) {
      field = new Field(name, fields.size());
      byName.put(name, field);
      fields.add(field);
      bytes += name.length() + 128L;
    }
    ByteSink entries = field.entries;
    int before = entries.length;
    entries.varint(block - field.lastBlock);
    entries.zigzag(place - field.lastEnd);
    entries.varint(length);
    entries.i32(crc);
    entries.u8(stats.encoding.code());
    entries.u8(stats.flags);
    entries.varint(stats.present);
    entries.varint(stats.valueBytes);
    if ((stats.flags & ColumnStats.HAS_RANGE) != 0) {
      entries.i64(Double.doubleToRawLongBits(stats.min));
      entries.i64(Double.doubleToRawLongBits(stats.max));
    }
    if ((stats.flags & ColumnStats.HAS_SIGNATURE) != 0) {
      entries.i64(stats.signatureLow);
      entries.i64(stats.signatureHigh);
    }
    bytes += entries.length - before;
    field.lastBlock = block;
    field.lastEnd = place + length;
    field.count++;
    field.chunkBytes += length;
    if (inBlockCount == inBlock.length) {
      inBlock = java.util.Arrays.copyOf(inBlock, inBlockCount * 2);
    }
    inBlock[inBlockCount++] = field.number;
  }

  /// Notes the block whose chunks were noted.
  void block(
      int rows, long minTime, long maxTime, long rawBytes, long timesPlace, int length, int crc) {
    int[] numbers = java.util.Arrays.copyOf(inBlock, inBlockCount);
    inBlockCount = 0;
    Schema schema = new Schema(numbers);
    Integer number = schemaNumbers.get(schema);
    if (number == null) {
      number = schemaNumbers.size();
      schemaNumbers.put(schema, number);
      bytes += numbers.length * 4L + 64;
      schemas.varint(numbers.length);
      int before = 0;
      for (int field : numbers) {
        schemas.zigzag(field - before);
        before = field;
      }
    }
    blocks.varint(rows);
    blocks.zigzag(minTime);
    blocks.varint(maxTime - minTime);
    blocks.varint(number);
    blocks.varint(rawBytes);
    blocks.varint(timesPlace);
    blocks.varint(length);
    blocks.i32(crc);
  }

  int fields() {
    return fields.size();
  }

  /// The section of one field: its entries.
  ByteSink entries(int field) {
    return fields.get(field).entries;
  }

  /// Adds the field to the field index when its section is written.
  void index(ByteSink index, int number, long place, int crc) {
    Field field = fields.get(number);
    byte[] name = field.name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    index.sized(name, 0, name.length);
    index.varint(field.count);
    index.varint(field.chunkBytes);
    index.varint(place);
    index.varint(field.entries.length);
    index.i32(crc);
  }

  ByteSink blockTable() {
    return blocks;
  }

  void writeSchemas(ByteSink sink) {
    sink.varint(schemaNumbers.size());
    sink.put(schemas.bytes, 0, schemas.length);
  }
}
