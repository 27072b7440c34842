package dev.cordwood.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of a part, by name and by the number that schemas use.
final class FieldIndex {
  /// @param entries in how many blocks it is
  /// @param chunkBytes what its chunks take in the file
  record Field(String name, int entries, long chunkBytes, PartFile.Section section) {}

  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Field> byName = new HashMap<>();

  FieldIndex(byte[] section, int partBlocks) {
    ByteSource source = new ByteSource(section);
    int count = source.length();
    for (int i = 0; i < count; i++) {
      String name = new String(source.sized(), StandardCharsets.UTF_8);
      int entries = source.count(partBlocks, "the blocks of a field");
      long chunkBytes = source.varint();
      long place = source.varint();
      long length = source.varint();
      int crc = source.i32();
      Field field = new Field(name, entries, chunkBytes, new PartFile.Section(place, length, crc));
      fields.add(field);
      byName.put(name, field);
    }
    source.end();
  }

  @Nullable Field find(String name) {
    return byName.get(name);
  }

  List<Field> fields() {
    return fields;
  }

  List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /// The names of each schema's fields.
  List<List<String>> schemas(byte[] section) {
    ByteSource source = new ByteSource(section);
    int count = source.length();
    List<List<String>> schemas = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int size = source.length();
      List<String> names = new ArrayList<>(size);
      long number = 0;
      for (int k = 0; k < size; k++) {
        number += source.zigzag();
        if (number < 0 || number >= fields.size()) {
          throw new MalformedException("field " + number + " of " + fields.size());
        }
        names.add(fields.get((int) number).name());
      }
      schemas.add(List.copyOf(names));
    }
    source.end();
    return List.copyOf(schemas);
  }
}
