package dev.cordwood.query.stats;

import dev.cordwood.store.PackedForm;
import java.util.Arrays;

/// Distinct values of one form as numbers, in order of first sight, and maybe the empty value. Text
/// is made only of those that somebody wants to see.
final class NumberKeys {
  private static final byte[] EMPTY = {};

  private final PackedForm form;
  private final NumberIds ids = new NumberIds();
  private long[] numbers = new long[64];
  private int size;
  private int emptyId = -1;

  NumberKeys(PackedForm form) {
    this.form = form;
  }

  PackedForm form() {
    return form;
  }

  NumberIds ids() {
    return ids;
  }

  int size() {
    return size;
  }

  long bytes() {
    return 64 + ids.bytes() + 8L * numbers.length;
  }

  int idOf(long number) {
    int id = ids.find(number);
    if (id == NumberIds.UNKNOWN) {
      id = add(number);
      ids.put(number, id);
    }
    return id;
  }

  int emptyId() {
    if (emptyId < 0) {
      emptyId = add(0);
    }
    return emptyId;
  }

  private int add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size] = number;
    return size++;
  }

  boolean isEmpty(int id) {
    return id == emptyId;
  }

  byte[] text(int id) {
    return id == emptyId ? EMPTY : form.text(numbers[id]);
  }

  /// Adds what the other has, of the same form.
  ///
  /// @return the number here for each of the other's
  int[] addAll(NumberKeys other) {
    int[] mapping = new int[other.size];
    for (int id = 0; id < mapping.length; id++) {
      mapping[id] = other.isEmpty(id) ? emptyId() : idOf(other.numbers[id]);
    }
    return mapping;
  }
}
