package dev.cordwood.store;

/// A column of templates as it was read. The variables are decompressed when the first text is
/// asked for.
final class StoredTemplateColumn implements TemplateColumn {
  private static final byte[] STRING_TYPE = {dev.cordwood.event.ValueType.STRING.code()};

  /// Room for the text of a row to begin with.
  private static final int USUAL_LENGTH = 64;

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
    int[] longest = new int[stored.templates()];
    for (int template = 0; template < longest.length; template++) {
      longest[template] = stored.maxLengthOf(template);
    }
    int[] offsets = new int[count + 1];
    ByteSink data = new ByteSink(Math.max(1 << 10, rows.cardinality() * USUAL_LENGTH));
    for (int row = 0; row < count; row++) {
      if (indexOfRow[row] >= 0 && rows.get(row)) {
        data.ensure(longest[templateOfRow[row]]);
        data.length = stored.write(indexOfRow[row], data.bytes, data.length);
      }
      offsets[row + 1] = data.length;
    }
    return new TextColumn(data.bytes, offsets, present, STRING_TYPE);
  }
}
