package dev.cordwood.store;

/// Templates, the template of each value, and the variables as [TemplateEncoder] wrote them.
/// [#load()] brings the templates only; the variables come when they are asked for.
final class StoredTemplates extends StoredVector {
  /// No block has more rows, and templates are at most a quarter of them; a single row may be
  /// larger than a block, but has no templates.
  private static final int MAX_TEMPLATES = Limits.MAX_BLOCK_ROWS;

  private final ChunkReader chunk;
  private final int templates;
  private final int[] fragmentLengths;

  /// Template `t` has fragments `firstFragment[t]` up to `firstFragment[t + 1]`, one more than
  /// holes.
  private final int[] firstFragment;

  private final ChunkReader.Blob staticText;
  private final ChunkReader.Blob[] planes;
  private final int[] rowsOf;
  private final StoredVector[][] variables;
  private byte[][][] fragments = {};

  private int[] staticLength = {};

  /// The template of each value.
  private int[] templateOf = {};

  /// Which of the values of its template each value is.
  private int[] rank = {};

  StoredTemplates(ChunkReader chunk, int count) {
    super(count);
    this.chunk = chunk;
    ByteSource head = chunk.head();
    templates = head.count(Math.min(count, MAX_TEMPLATES), "the number of templates");
    if (templates == 0) {
      throw new MalformedException("no templates");
    }
    firstFragment = new int[templates + 1];
    int[] lengths = new int[templates * 4];
    int fragmentCount = 0;
    int textLength = 0;
    for (int template = 0; template < templates; template++) {
      int holes = head.count(TemplateEncoder.MAX_HOLES, "the number of holes");
      for (int i = 0; i <= holes; i++) {
        if (fragmentCount == lengths.length) {
          lengths = java.util.Arrays.copyOf(lengths, fragmentCount * 2);
        }
        lengths[fragmentCount] = head.count(TemplateEncoder.MAX_VALUE_BYTES, "static text");
        textLength = Math.addExact(textLength, lengths[fragmentCount++]);
      }
      firstFragment[template + 1] = fragmentCount;
    }
    if (fragmentCount - templates > TemplateEncoder.MAX_HOLES) {
      throw new MalformedException((fragmentCount - templates) + " holes");
    }
    fragmentLengths = lengths;
    staticText = chunk.own(textLength);
    planes = new ChunkReader.Blob[templates == 1 ? 0 : templates <= 256 ? 1 : 2];
    for (int p = 0; p < planes.length; p++) {
      planes[p] = chunk.numbers(count);
    }
    rowsOf = new int[templates];
    for (int template = 0; template < templates; template++) {
      rowsOf[template] = head.count(count, "the rows of a template");
    }
    variables = new StoredVector[templates][];
    for (int template = 0; template < templates; template++) {
      int holes = firstFragment[template + 1] - firstFragment[template] - 1;
      if (rowsOf[template] == 0) {
        throw new MalformedException("a template without rows");
      }
      variables[template] = new StoredVector[holes];
      for (int hole = 0; hole < holes; hole++) {
        variables[template][hole] = read(chunk, rowsOf[template], 1);
      }
    }
  }

  @Override
  void decode() {
    byte[] text = chunk.bytes(staticText);
    fragments = new byte[templates][][];
    staticLength = new int[templates];
    int at = 0;
    for (int template = 0; template < templates; template++) {
      int first = firstFragment[template];
      fragments[template] = new byte[firstFragment[template + 1] - first][];
      for (int i = 0; i < fragments[template].length; i++) {
        int length = fragmentLengths[first + i];
        fragments[template][i] = java.util.Arrays.copyOfRange(text, at, at + length);
        staticLength[template] += length;
        at += length;
      }
    }
  }

  int templates() {
    return templates;
  }

  byte[][] fragments(int template) {
    return fragments[template].clone();
  }

  /// The template of each value; decompressed when first asked for.
  synchronized int[] templateOf() {
    if (templateOf.length == 0) {
      int[] codes = codes(chunk, planes, count, templates, "a template");
      int[] seen = new int[templates];
      for (int code : codes) {
        seen[code]++;
      }
      if (!java.util.Arrays.equals(seen, rowsOf)) {
        throw new MalformedException("the rows of the templates do not add up");
      }
      templateOf = codes;
    }
    return templateOf;
  }

  /// Which of the values of its template each value is.
  synchronized int[] ranks() {
    if (rank.length == 0) {
      int[] codes = templateOf();
      int[] ranks = new int[count];
      int[] seen = new int[templates];
      for (int i = 0; i < count; i++) {
        ranks[i] = seen[codes[i]]++;
      }
      rank = ranks;
    }
    return rank;
  }

  synchronized Variables variables(int template, int hole, boolean decoded) {
    return variables[template][hole].variables(decoded);
  }

  @Override
  Variables variables(boolean decoded) {
    return Variables.ANY;
  }

  /// Decompresses the variables of a template, once.
  private synchronized StoredVector[] loaded(int template) {
    for (StoredVector ofHole : variables[template]) {
      ofHole.load();
    }
    return variables[template];
  }

  @Override
  int length(int index) {
    int template = templateOf()[index];
    int length = staticLength[template];
    for (StoredVector ofHole : loaded(template)) {
      length += ofHole.length(ranks()[index]);
    }
    return length;
  }

  @Override
  int write(int index, byte[] target, int at) {
    int[] place = {at};
    append(templateOf()[index], new int[] {ranks()[index]}, 0, 1, target, place);
    return place[0];
  }

  /// Adds the lengths of some values of one template, given by their ranks.
  void addLengths(int template, int[] ranks, int from, int to, int[] lengths) {
    for (int i = from; i < to; i++) {
      lengths[i] += staticLength[template];
    }
    for (StoredVector ofHole : loaded(template)) {
      ofHole.addLengths(ranks, from, to, lengths);
    }
  }

  /// Writes some values of one template piece by piece: all first fragments, all first variables,
  /// and so on. So each loop does one thing, which is several times as fast as value by value.
  void append(int template, int[] ranks, int from, int to, byte[] target, int[] at) {
    byte[][] pieces = fragments[template];
    StoredVector[] holes = loaded(template);
    for (int hole = 0; hole < holes.length; hole++) {
      append(pieces[hole], from, to, target, at);
      holes[hole].append(ranks, from, to, target, at);
    }
    append(pieces[holes.length], from, to, target, at);
  }

  private static void append(byte[] piece, int from, int to, byte[] target, int[] at) {
    int length = piece.length;
    if (length == 0) {
      return;
    }
    for (int i = from; i < to; i++) {
      System.arraycopy(piece, 0, target, at[i], length);
      at[i] += length;
    }
  }
}
