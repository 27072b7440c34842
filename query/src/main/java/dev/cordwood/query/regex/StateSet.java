package dev.cordwood.query.regex;

/// The instructions that the automaton is at, and following them from place to place. The set's
/// members are found and added in constant time (the sparse set of Briggs and Torczon).
final class StateSet {
  private static final int[] ALWAYS = {};

  private final RegexProgram program;
  private final int[] dense;
  private final int[] sparse;
  private final int[] stack;
  private int size;
  private boolean matched;

  StateSet(RegexProgram program) {
    this.program = program;
    this.dense = new int[program.size()];
    this.sparse = new int[program.size()];
    this.stack = new int[2 * program.size() + 2];
  }

  void clear() {
    size = 0;
    matched = false;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Whether the end of the expression was reached since the set was cleared.
  boolean matched() {
    return matched;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return dense[index];
  }

  private boolean addOnce(int instruction) {
    int at = sparse[instruction];
    if (at < size && dense[at] == instruction) {
      return false;
    }
    sparse[instruction] = size;
    dense[size++] = instruction;
    return true;
  }

  /// Adds an instruction and all that follow without taking a byte.
  ///
  /// @param places bits of the places that are here; -1 when that is not known yet: assertions then
  ///   stay in the set
  void add(int instruction, int places) {
    int depth = 0;
    stack[depth++] = instruction;
    while (depth > 0) {
      int at = stack[--depth];
      if (!addOnce(at)) {
        continue;
      }
      switch (program.kinds()[at]) {
        case RegexProgram.SPLIT -> {
          stack[depth++] = program.seconds()[at];
          stack[depth++] = program.firsts()[at];
        }
        case RegexProgram.ASSERT -> {
          if (places >= 0 && (places & 1 << program.seconds()[at]) != 0) {
            stack[depth++] = program.firsts()[at];
          }
        }
        case RegexProgram.MATCH -> matched = true;
        default -> {}
      }
    }
  }

  /// Adds to `next` what this set's instructions reach by taking the byte.
  void step(int c, StateSet next) {
    for (int i = 0; i < size; i++) {
      int at = dense[i];
      if (program.kinds()[at] == RegexProgram.BYTES) {
        int end = program.seconds()[at];
        for (int edge = program.firsts()[at]; edge < end; edge++) {
          if (c < program.edgeLow()[edge]) {
            break; // edges are sorted
          }
          if (c <= program.edgeHigh()[edge]) {
            next.add(program.edgeTarget()[edge], -1);
            break;
          }
        }
      }
    }
  }

  /// Follows the assertions in the set that hold here.
  void resolve(int places, StateSet into) {
    for (int i = 0; i < size; i++) {
      into.add(dense[i], places);
    }
  }

  /// What tells this set from others, sorted: instructions that take bytes or wait for an
  /// assertion.
  int[] key(int flags) {
    int count = 0;
    int[] key = size == 0 ? ALWAYS : new int[size + 1];
    for (int i = 0; i < size; i++) {
      byte kind = program.kinds()[dense[i]];
      if (kind == RegexProgram.BYTES || kind == RegexProgram.ASSERT) {
        key[count++] = dense[i];
      }
    }
    java.util.Arrays.sort(key, 0, count);
    int[] exact = java.util.Arrays.copyOf(key, count + 1);
    exact[count] = -1 - flags;
    return exact;
  }

  /// Makes the set again of its [#key].
  void load(int[] key) {
    clear();
    for (int i = 0; i < key.length - 1; i++) {
      addOnce(key[i]);
    }
  }
}
