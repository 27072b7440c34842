package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;

/// Part files made and read for tests.
final class Parts {
  private Parts() {}

  static PartSummary write(Path path, List<RandomEvents.Row> rows, int rowsInBlock)
      throws IOException {
    EventBatch batch = RandomEvents.batch(rows);
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        BlockEncoder encoder = new BlockEncoder(1)) {
      PartWriter writer = new PartWriter(channel, encoder);
      BlockBuilder builder = new BlockBuilder();
      RowSource source = new RowSource(batch);
      int at = 0;
      while (at < rows.size()) {
        int want = Math.min(rows.size(), at + rowsInBlock - builder.rows());
        int taken = builder.append(RowRuns.of(source, at, want));
        at += taken;
        if (taken == 0 || builder.isFull() || builder.rows() == rowsInBlock) {
          writer.write(builder);
          builder.clear();
        }
      }
      if (!builder.isEmpty()) {
        writer.write(builder);
      }
      return writer.finish();
    }
  }

  /// Checks that the part holds exactly these rows in this order, whichever way they are read.
  static void assertHolds(PartReader part, List<RandomEvents.Row> rows) throws IOException {
    assertThat(part.rows()).isEqualTo(rows.size());
    int at = 0;
    for (int number = 0; number < part.blocks(); number++) {
      Block block = part.block(number);
      assertHolds(block, rows.subList(at, at + block.rows()));
      at += block.rows();
    }
  }

  static void assertHolds(Block block, List<RandomEvents.Row> rows) throws IOException {
    long[] times = block.times();
    TreeMap<String, Integer> seen = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      if (times[row] != rows.get(row).time()) {
        throw new AssertionError("time of row " + row);
      }
      for (String name : rows.get(row).fields().keySet()) {
        seen.merge(name, 1, Integer::sum);
      }
    }
    assertThat(block.fields()).containsExactlyInAnyOrderElementsOf(seen.keySet());
    assertThat(block.column("no such field")).isNull();
    for (String name : seen.keySet()) {
      Column column = block.column(name);
      if (column == null) {
        throw new AssertionError("no column " + name);
      }
      for (int row = 0; row < rows.size(); row++) {
        RandomEvents.Value value = rows.get(row).fields().get(name);
        if (column.isPresent(row) != (value != null)) {
          throw new AssertionError("presence of " + name + " in row " + row);
        }
        if (value != null
            && (!column.text(row).equals(value.text())
                || !java.util.Arrays.equals(column.bytes(row), RandomEvents.utf8(value.text()))
                || column.type(row) != value.type())) {
          throw new AssertionError(
              "%s (%s) in row %d: %s %s instead of %s"
                  .formatted(
                      name,
                      column.getClass().getSimpleName(),
                      row,
                      column.type(row),
                      column.text(row),
                      value));
        }
      }
      if (column instanceof TemplateColumn template) {
        assertTemplatesHold(name, template, rows);
      }
    }
  }

  private static void assertTemplatesHold(
      String name, TemplateColumn template, List<RandomEvents.Row> rows) {
    Bitmap some = Bitmap.full(rows.size());
    for (int row = rows.size() % 3; row < rows.size(); row += 1 + row % 4) {
      some.clear(row);
    }
    for (Bitmap selected : List.of(Bitmap.full(rows.size()), some)) {
      TextColumn text = template.text(selected);
      for (int row = 0; row < rows.size(); row++) {
        RandomEvents.Value value = rows.get(row).fields().get(name);
        if (!text.text(row).equals(value == null || !selected.get(row) ? "" : value.text())) {
          throw new AssertionError("text of " + name + " in row " + row);
        }
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      if (template.isPresent(row) != template.present().get(row)) {
        throw new AssertionError("presence of " + name + " in row " + row);
      }
      if (template.isPresent(row)) {
        assertVariablesHold(template, row, row % 2 == 0);
      }
    }
  }

  /// Cuts a row's text at the template's fragments, and looks whether each variable is what the
  /// column says of its hole.
  private static void assertVariablesHold(TemplateColumn template, int row, boolean decoded) {
    byte[] text = template.bytes(row);
    int number = template.templateOfRow()[row];
    byte[][] fragments = template.fragments(number);
    int at = fragments[0].length;
    for (int hole = 0; hole < fragments.length - 1; hole++) {
      int end = at;
      while (end < text.length && Tokens.isWordAt(text, end, 0, text.length)) {
        end++;
      }
      String variable = new String(text, at, end - at, StandardCharsets.ISO_8859_1);
      Variables known = template.variables(number, hole, decoded);
      String prefix = new String(known.prefix(), StandardCharsets.ISO_8859_1);
      String suffix = new String(known.suffix(), StandardCharsets.ISO_8859_1);
      int middle = variable.length() - prefix.length() - suffix.length();
      if (middle < known.minMiddle()
          || middle > known.maxMiddle()
          || !variable.startsWith(prefix)
          || !variable.endsWith(suffix)
          || !variable.substring(prefix.length()).chars().limit(middle).allMatch(known::allows)) {
        throw new AssertionError("variable '%s' is not as %s says".formatted(variable, known));
      }
      at = end + fragments[hole + 1].length;
    }
    if (at != text.length) {
      throw new AssertionError("fragments of row " + row);
    }
  }
}
