package dev.cordwood.store;

import java.util.Arrays;

/// Splits text into templates and variables, after CLP (Rodrigues, Luo, Yuan: OSDI '21) and LogGrep
/// (Wei et al.: EuroSys '23), by a rule that needs no training: a word that holds a digit is a
/// variable, all else is static. The variables of each hole of each template are a list of their
/// own and get an encoding of their own.
///
/// Splitting finds every word and its hash anyway, so the block's tokens are collected on the way:
/// the words of the static text once a template, those of the variables once a value.
final class TemplateEncoder {
  /// A longer value is no log message: the column becomes plain.
  static final int MAX_VALUE_BYTES = 64 << 10;

  /// Variables in one column of a block; with more it becomes plain.
  static final int MAX_VARIABLES = 1 << 20;

  /// Holes of all templates together; with more the column becomes plain.
  static final int MAX_HOLES = 1 << 16;

  /// Whether templates repeat shows after so many rows.
  private static final int PROBE = 512;

  private static final int MAX_NEW_IN_PROBE = PROBE / 4 * 3;
  private static final int GUESSES = 1 << 8;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final ChunkWriter out;
  private final TokenSet tokens;
  private final VectorEncoder vectors;
  private final Words words = new Words();
  private final Values variables = new Values();
  private final ByteSink statics = new ByteSink(1 << 12);
  private int[] templateOfRow = new int[Limits.MAX_BLOCK_ROWS];
  private int[] firstHole = new int[Limits.MAX_BLOCK_ROWS + 1];
  private int[] holeStarts = new int[1 << 14];
  private int[] holeEnds = new int[1 << 14];
  private int[] starts = new int[Limits.MAX_BLOCK_ROWS];
  private int[] ends = new int[Limits.MAX_BLOCK_ROWS];
  private int[] rowsByTemplate = new int[Limits.MAX_BLOCK_ROWS];
  private int[] table = new int[1 << 10];

  /// The row that a template was first seen in: it stands for the static text.
  private int[] example = new int[256];

  private long[] signature = new long[256];
  private int[] rowsOf = new int[256];
  private int templates;

  /// The template, plus one, of the last value with such a beginning: most values are of the
  /// template that it names, and are told by comparing, without looking at their words.
  private final int[] guesses = new int[GUESSES];

  TemplateEncoder(ChunkWriter out, TokenSet tokens, VectorEncoder vectors) {
    this.out = out;
    this.tokens = tokens;
    this.vectors = vectors;
  }

  /// @return false when templates would not pay
  boolean split(Values values) {
    int count = values.count;
    int limit = count / 4;
    reserve(count);
    Arrays.fill(table, 0);
    Arrays.fill(guesses, 0);
    templates = 0;
    int holes = 0;
    int allHoles = 0;
    byte[] data = values.data;
    for (int row = 0; row < count; row++) {
      int start = values.start(row);
      int end = values.end(row);
      if (end - start > MAX_VALUE_BYTES || (row == PROBE && templates > MAX_NEW_IN_PROBE)) {
        return false;
      }
      int beginning = beginning(data, start, end);
      int guess = guesses[beginning] - 1;
      if (guess >= 0 && isOf(values, row, guess, holes)) {
        int found = firstHole[example[guess] + 1] - firstHole[example[guess]];
        for (int hole = 0; hole < found; hole++) {
          tokens.add(words.hashes[hole]);
        }
        firstHole[row] = holes;
        holes += found;
        firstHole[row + 1] = holes;
        templateOfRow[row] = guess;
        rowsOf[guess]++;
        continue;
      }
      Tokens.split(data, start, end, words);
      if (holes + words.count > holeStarts.length) {
        if (holes + words.count > MAX_VARIABLES) {
          return false;
        }
        int capacity = Math.max(holes + words.count, holeStarts.length * 2);
        holeStarts = Arrays.copyOf(holeStarts, capacity);
        holeEnds = Arrays.copyOf(holeEnds, capacity);
      }
      firstHole[row] = holes;
      long mark = 0;
      int before = start;
      for (int word = 0; word < words.count; word++) {
        int from = words.starts[word];
        long hash = words.hashes[word];
        if (words.digits[word]) {
          holeStarts[holes] = from;
          holeEnds[holes++] = words.ends[word];
          tokens.add(hash);
          hash = 1;
        }
        int gap = from - before;
        mark = (mark ^ hash ^ (gap << 8) ^ (gap == 0 ? 0 : data[before])) * MIX;
        mark ^= mark >>> 32;
        before = words.ends[word];
      }
      mark = (mark ^ (end - before)) * MIX;
      firstHole[row + 1] = holes;
      int template = find(values, row, mark);
      if (template == templates) {
        allHoles += holes - firstHole[row];
        if (templates >= limit || allHoles > MAX_HOLES) {
          return false;
        }
        add(row, mark);
      }
      templateOfRow[row] = template;
      rowsOf[template]++;
      guesses[beginning] = template + 1;
    }
    return true;
  }

  /// A number that values with the same beginning share: of the bytes before the first digit, at
  /// most eight.
  private static int beginning(byte[] data, int start, int end) {
    int limit = Math.min(end, start + 8);
    int mixed = 0;
    for (int i = start; i < limit; i++) {
      int c = data[i];
      if (c >= '0' && c <= '9') {
        break;
      }
      mixed = mixed * 31 + c;
    }
    return (mixed ^ mixed >>> 8 ^ mixed >>> 16) & GUESSES - 1;
  }

  /// Whether a value is of a template, found out as cheaply as can be: no is right only if a look
  /// at all words says so too. Leaves its holes from `holes` on, and their hashes in the words.
  private boolean isOf(Values values, int row, int template, int holes) {
    int other = example[template];
    int first = firstHole[other];
    int count = firstHole[other + 1] - first;
    words.begin(2 * count);
    if (holes + count > holeStarts.length) {
      return false;
    }
    byte[] data = values.data;
    int from = values.start(row);
    int end = values.end(row);
    int otherFrom = values.start(other);
    for (int hole = 0; hole < count; hole++) {
      int length = holeStarts[first + hole] - otherFrom;
      if (end - from < length
          || !ShortBytes.same(data, from, otherFrom, length)
          || !Tokens.variable(data, from + length, end, words, hole)) {
        return false;
      }
      holeStarts[holes + hole] = from + length;
      from = words.ends[hole];
      holeEnds[holes + hole] = from;
      otherFrom = holeEnds[first + hole];
    }
    return end - from == values.end(other) - otherFrom
        && ShortBytes.same(data, from, otherFrom, end - from);
  }

  /// Writes what [#split] has found.
  void write(Values values) {
    ByteSink head = out.head;
    head.u8(Encoding.TEMPLATE.code());
    head.varint(templates);
    statics.clear();
    for (int template = 0; template < templates; template++) {
      int row = example[template];
      int holes = firstHole[row + 1] - firstHole[row];
      head.varint(holes);
      int from = values.start(row);
      for (int hole = 0; hole < holes; hole++) {
        int to = holeStarts[firstHole[row] + hole];
        head.varint(to - from);
        statics.put(values.data, from, to - from);
        from = holeEnds[firstHole[row] + hole];
      }
      head.varint(values.end(row) - from);
      statics.put(values.data, from, values.end(row) - from);
    }
    out.own(statics.bytes, 0, statics.length);
    writeTemplateOfRow(values.count);
    for (int template = 0; template < templates; template++) {
      head.varint(rowsOf[template]);
    }
    writeVariables(values);
  }

  private void writeTemplateOfRow(int count) {
    if (templates == 1) {
      return;
    }
    statics.clear();
    statics.ensure(count);
    for (int shift = 0; (templates - 1) >>> shift != 0; shift += 8) {
      for (int row = 0; row < count; row++) {
        statics.bytes[row] = (byte) (templateOfRow[row] >>> shift);
      }
      out.numbers(statics.bytes, 0, count);
    }
  }

  private void writeVariables(Values values) {
    int[] next = table; // no longer needed for finding templates, and long enough
    int at = 0;
    for (int template = 0; template < templates; template++) {
      next[template] = at;
      at += rowsOf[template];
    }
    for (int row = 0; row < values.count; row++) {
      rowsByTemplate[next[templateOfRow[row]]++] = row;
    }
    int from = 0;
    for (int template = 0; template < templates; template++) {
      int count = rowsOf[template];
      int row = example[template];
      int holes = firstHole[row + 1] - firstHole[row];
      for (int hole = 0; hole < holes; hole++) {
        for (int i = 0; i < count; i++) {
          int place = firstHole[rowsByTemplate[from + i]] + hole;
          starts[i] = holeStarts[place];
          ends[i] = holeEnds[place];
        }
        variables.set(values.data, starts, ends, 0, count);
        vectors.encode(variables, VectorEncoder.Role.VARIABLES);
      }
      from += count;
    }
  }

  /// The row's template, or [#templates] when it is new.
  private int find(Values values, int row, long mark) {
    int mask = table.length - 1;
    int slot = (int) mark & mask;
    while (table[slot] != 0) {
      int template = table[slot] - 1;
      if (signature[template] == mark && isLike(values, row, example[template])) {
        return template;
      }
      slot = (slot + 1) & mask;
    }
    return templates;
  }

  private void add(int row, long mark) {
    if (templates == example.length) {
      example = Arrays.copyOf(example, templates * 2);
      signature = Arrays.copyOf(signature, templates * 2);
      rowsOf = Arrays.copyOf(rowsOf, templates * 2);
    }
    if (templates * 2 >= table.length) {
      table = new int[table.length * 2];
      for (int template = 0; template < templates; template++) {
        put(template);
      }
    }
    example[templates] = row;
    signature[templates] = mark;
    rowsOf[templates] = 0;
    put(templates++);
    for (int word = 0; word < words.count; word++) {
      if (!words.digits[word]) {
        tokens.add(words.hashes[word]);
      }
    }
  }

  private void put(int template) {
    int mask = table.length - 1;
    int slot = (int) signature[template] & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = template + 1;
  }

  /// Whether two rows have the same static text.
  private boolean isLike(Values values, int row, int other) {
    int holes = firstHole[row + 1] - firstHole[row];
    if (holes != firstHole[other + 1] - firstHole[other]) {
      return false;
    }
    byte[] data = values.data;
    int from = values.start(row);
    int otherFrom = values.start(other);
    for (int hole = 0; hole < holes; hole++) {
      int to = holeStarts[firstHole[row] + hole];
      int otherTo = holeStarts[firstHole[other] + hole];
      if (!Arrays.equals(data, from, to, data, otherFrom, otherTo)) {
        return false;
      }
      from = holeEnds[firstHole[row] + hole];
      otherFrom = holeEnds[firstHole[other] + hole];
    }
    return Arrays.equals(data, from, values.end(row), data, otherFrom, values.end(other));
  }

  private void reserve(int count) {
    if (templateOfRow.length < count) {
      templateOfRow = new int[count];
      firstHole = new int[count + 1];
      starts = new int[count];
      ends = new int[count];
      rowsByTemplate = new int[count];
    }
  }
}
