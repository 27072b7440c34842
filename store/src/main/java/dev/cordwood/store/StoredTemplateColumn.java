package dev.cordwood.store;

/// A column of templates as it was read. Which template a row has, and the variables, are
/// decompressed when they are first asked for.
final class StoredTemplateColumn implements TemplateColumn {
  private static final byte[] STRING_TYPE = {dev.cordwood.event.ValueType.STRING.code()};

  private final StoredTemplates stored;
  private final Bitmap present;
  private final StoredColumn.Rows rows;
  private volatile int[] templateOfRow = {};

  StoredTemplateColumn(StoredTemplates stored, Bitmap present, StoredColumn.Rows rows) {
    this.stored = stored;
    this.present = present;
    this.rows = rows;
  }

  @Override
  public int rows() {
    return present.size();
  }

  @Override
  public boolean isPresent(int row) {
    return present.get(row);
  }

  @Override
  public Bitmap present() {
    return present;
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
  public Variables variables(int template, int hole, boolean decoded) {
    return stored.variables(template, hole, decoded);
  }

  @Override
  public int[] templateOfRow() {
    int[] known = templateOfRow;
    if (known.length == 0) {
      known = rows.spread(stored.templateOf());
      templateOfRow = known;
    }
    return known;
  }

  @Override
  public byte[] bytes(int row) {
    int index = rows.index(row);
    byte[] bytes = new byte[stored.length(index)];
    stored.write(index, bytes, 0);
    return bytes;
  }

  @Override
  public TextColumn text(Bitmap wanted) {
    int count = rows();
    int templates = stored.templates();
    int[] templateOf = templateOfRow();
    Bitmap selected = wanted.copy();
    selected.and(present);
    int[] byTemplate = new int[templates + 1];
    int[] chosen = selected.toRows();
    for (int row : chosen) {
      byTemplate[templateOf[row] + 1]++;
    }
    for (int template = 0; template < templates; template++) {
      byTemplate[template + 1] += byTemplate[template];
    }
    int[] next = byTemplate.clone();
    int[] rowAt = new int[chosen.length];
    int[] ranks = new int[chosen.length];
    int[] rankOf = stored.ranks();
    for (int row : chosen) {
      int place = next[templateOf[row]]++;
      rowAt[place] = row;
      ranks[place] = rankOf[rows.index(row)];
    }
    int[] places = new int[chosen.length];
    for (int template = 0; template < templates; template++) {
      int from = byTemplate[template];
      int to = byTemplate[template + 1];
      if (from < to) {
        stored.addLengths(template, ranks, from, to, places);
      }
    }
    int[] offsets = StoredColumn.offsets(count, rowAt, places);
    byte[] data = new byte[offsets[count]];
    for (int i = 0; i < places.length; i++) {
      places[i] = offsets[rowAt[i]];
    }
    for (int template = 0; template < templates; template++) {
      int from = byTemplate[template];
      int to = byTemplate[template + 1];
      if (from < to) {
        stored.append(template, ranks, from, to, data, places);
      }
    }
    return new TextColumn(data, offsets, present, STRING_TYPE);
  }
}
