package dev.cordwood.store;

/// Templates, the template of each value, and the variables as [TemplateEncoder] wrote them.
/// [#load()] brings the templates only; the variables come with [#loadVariables()].
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

  /// The template of each value, and which of the values of its template it is.
  private int[] templateOf = {};

  private int[] rank = {};
  private int[] staticLength = {};
  private boolean variablesLoaded;

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
  void load() {
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
    templateOf = codes(chunk, planes, count, templates, "a template");
    rank = new int[count];
    int[] seen = new int[templates];
    for (int i = 0; i < count; i++) {
      rank[i] = seen[templateOf[i]]++;
    }
    if (!java.util.Arrays.equals(seen, rowsOf)) {
      throw new MalformedException("the rows of the templates do not add up");
    }
  }

  /// Decompresses the variables, once.
  synchronized void loadVariables() {
    if (!variablesLoaded) {
      for (StoredVector[] ofTemplate : variables) {
        for (StoredVector ofHole : ofTemplate) {
          ofHole.load();
        }
      }
      variablesLoaded = true;
    }
  }

  int templates() {
    return templates;
  }

  byte[][] fragments(int template) {
    return fragments[template].clone();
  }

  int[] templateOf() {
    return templateOf;
  }

  @Override
  int length(int index) {
    int template = templateOf[index];
    int length = staticLength[template];
    for (StoredVector ofHole : variables[template]) {
      length += ofHole.length(rank[index]);
    }
    return length;
  }

  @Override
  int maxLength() {
    int longest = 0;
    for (int template = 0; template < templates; template++) {
      longest = Math.max(longest, maxLengthOf(template));
    }
    return longest;
  }

  /// No value of the template is longer.
  int maxLengthOf(int template) {
    int length = staticLength[template];
    for (StoredVector ofHole : variables[template]) {
      length = Math.addExact(length, ofHole.maxLength());
    }
    return length;
  }

  @Override
  int write(int index, byte[] target, int at) {
    int template = templateOf[index];
    int inTemplate = rank[index];
    byte[][] pieces = fragments[template];
    StoredVector[] holes = variables[template];
    int position = at;
    for (int hole = 0; hole < holes.length; hole++) {
      byte[] piece = pieces[hole];
      System.arraycopy(piece, 0, target, position, piece.length);
      position = holes[hole].write(inTemplate, target, position + piece.length);
    }
    byte[] last = pieces[holes.length];
    System.arraycopy(last, 0, target, position, last.length);
    return position + last.length;
  }
}
