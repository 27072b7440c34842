package dev.cordwood.store;

/// A column of templates as it was read. The variables are decompressed when the first text is
/// asked for.
final class StoredTemplateColumn implements TemplateColumn {
  private static final byte[] STRING_TYPE = {dev.cordwood.event.ValueType.STRING.code()};

  private final StoredTemplates stored;
  private final Bitmap present;

  /// Which value each row has, -1 where it has none.
  private final int[] indexOfRow;

  private final int[] templateOfRow;

  StoredTemplateColumn(StoredTemplates stored, Bitmap present, int[] indexOfRow) {
    this.stored = stored;
    this.present = present;
    this.indexOfRow = indexOfRow;
    templateOfRow = new int[indexOfRow.length];
    int[] templateOf = stored.templateOf();
    for (int row = 0; row < indexOfRow.length; row++) {
      templateOfRow[row] = indexOfRow[row] < 0 ? -1 : templateOf[indexOfRow[row]];
    }
  }

  @Override
  public int rows() {
    return indexOfRow.length;
  }

  @Override
  public boolean isPresent(int row) {
    return indexOfRow[row] >= 0;
  }

  @Override
  public int templates() {
    return stored.templates();
  }

  @Override
  public byte[][] fragments(int template) {
    return stored.fragments(template);
  }

  @Override
  public int[] templateOfRow() {
    return templateOfRow;
  }

  @Override
  public byte[] bytes(int row) {
    stored.loadVariables();
    byte[] bytes = new byte[stored.length(indexOfRow[row])];
    stored.write(indexOfRow[row], bytes, 0);
    return bytes;
  }

  @Override
  public TextColumn text(Bitmap rows) {
    stored.loadVariables();
    int count = rows();
    int[] offsets = new int[count + 1];
    int end = 0;
    for (int row = 0; row < count; row++) {
      if (indexOfRow[row] >= 0 && rows.get(row)) {
        end = Math.addExact(end, stored.length(indexOfRow[row]));
      }
      offsets[row + 1] = end;
    }
    byte[] data = new byte[end];
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
      if (indexOfRow[row] >= 0) {
        stored.write(indexOfRow[row], data, offsets[row]);
      }
    }
    return new TextColumn(data, offsets, present, STRING_TYPE);
  }
}
