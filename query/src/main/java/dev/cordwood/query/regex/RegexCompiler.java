package dev.cordwood.query.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the automaton, from the end of the expression to its start, so that every instruction
/// knows what follows it.
final class RegexCompiler {
  private final List<int[]> instructions = new ArrayList<>(); // kind, first, second
  private final List<int[]> edges = new ArrayList<>(); // low, high, target
  private final Map<List<Integer>, Integer> byteSets = new HashMap<>();
  private int asserts;

  private RegexCompiler() {}

  static RegexProgram compile(RegexNode node) throws RegexSyntaxException {
    RegexCompiler compiler = new RegexCompiler();
    int match = compiler.add(RegexProgram.MATCH, 0, 0);
    int start = compiler.compile(node, match);
    return compiler.program(start, isAnchored(node));
  }

  /// Whether every match begins at the text's start.
  private static boolean isAnchored(RegexNode node) {
    return switch (node) {
      case RegexNode.Assert check -> check.place() == RegexNode.Place.TEXT_START;
      case RegexNode.Concat concat ->
          !concat.parts().isEmpty() && isAnchored(concat.parts().getFirst());
      case RegexNode.Alternate alternate ->
          alternate.branches().stream().allMatch(RegexCompiler::isAnchored);
      case RegexNode.Repeat repeat -> repeat.min() > 0 && isAnchored(repeat.node());
      case RegexNode.Chars chars -> false;
    };
  }

  private int add(byte kind, int first, int second) throws RegexSyntaxException {
    if (instructions.size() + edges.size() >= RegexLimits.MAX_INSTRUCTIONS) {
      throw new RegexSyntaxException(
          "it is too large with its counted repetitions written out: use smaller counts or classes",
          0);
    }
    instructions.add(new int[] {kind, first, second});
    return instructions.size() - 1;
  }

  private int compile(RegexNode node, int next) throws RegexSyntaxException {
    return switch (node) {
      case RegexNode.Chars chars -> chars(chars.set(), next);
      case RegexNode.Concat concat -> {
        int at = next;
        for (RegexNode part : concat.parts().reversed()) {
          at = compile(part, at);
        }
        yield at;
      }
      case RegexNode.Alternate alternate -> {
        int at = -1;
        for (RegexNode branch : alternate.branches().reversed()) {
          int begin = compile(branch, next);
          at = at < 0 ? begin : add(RegexProgram.SPLIT, begin, at);
        }
        yield at;
      }
      case RegexNode.Repeat repeat -> repeat(repeat, next);
      case RegexNode.Assert check -> {
        asserts |= 1 << check.place().ordinal();
        yield add(RegexProgram.ASSERT, next, check.place().ordinal());
      }
    };
  }

  private int repeat(RegexNode.Repeat repeat, int next) throws RegexSyntaxException {
    int at = next;
    if (repeat.max() == RegexNode.UNBOUNDED) {
      int loop = add(RegexProgram.SPLIT, 0, next);
      instructions.get(loop)[1] = compile(repeat.node(), loop);
      at = loop;
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        at = add(RegexProgram.SPLIT, compile(repeat.node(), at), next);
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      int before = at;
      at = compile(repeat.node(), at);
      if (at == before) {
        break; // of nothing, one is as good as a thousand
      }
    }
    return at;
  }

  /// One character as the byte sequences of its UTF-8: a tree of byte ranges whose equal ends are
  /// shared.
  private int chars(CodePoints set, int next) throws RegexSyntaxException {
    List<int[]> sequences = new ArrayList<>();
    for (int range = 0; range < set.ranges(); range++) {
      Utf8Sequences.split(set.first(range), set.last(range), sequences);
    }
    return bytes(sequences, 0, next);
  }

  /// @param sequences ranges of bytes (low, high, low, high …), sorted; those with the same range
  ///   at `depth` stand side by side, and different ranges do not overlap
  private int bytes(List<int[]> sequences, int depth, int next) throws RegexSyntaxException {
    List<Integer> ranges = new ArrayList<>();
    for (int from = 0; from < sequences.size(); ) {
      int[] first = sequences.get(from);
      int to = from + 1;
      while (to < sequences.size()
          && sequences.get(to)[2 * depth] == first[2 * depth]
          && sequences.get(to)[2 * depth + 1] == first[2 * depth + 1]) {
        to++;
      }
      int target =
          first.length == 2 * depth + 2
              ? next
              : bytes(sequences.subList(from, to), depth + 1, next);
      int size = ranges.size();
      if (size > 0
          && ranges.get(size - 1) == target
          && ranges.get(size - 2) + 1 == first[2 * depth]) {
        ranges.set(size - 2, first[2 * depth + 1]);
      } else {
        ranges.addAll(List.of(first[2 * depth], first[2 * depth + 1], target));
      }
      from = to;
    }
    Integer known = byteSets.get(ranges);
    if (known != null) {
      return known;
    }
    int firstEdge = edges.size();
    for (int i = 0; i < ranges.size(); i += 3) {
      edges.add(new int[] {ranges.get(i), ranges.get(i + 1), ranges.get(i + 2)});
    }
    int made = add(RegexProgram.BYTES, firstEdge, edges.size());
    byteSets.put(ranges, made);
    return made;
  }

  private RegexProgram program(int start, boolean anchored) {
    byte[] kinds = new byte[instructions.size()];
    int[] firsts = new int[kinds.length];
    int[] seconds = new int[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      int[] instruction = instructions.get(i);
      kinds[i] = (byte) instruction[0];
      firsts[i] = instruction[1];
      seconds[i] = instruction[2];
    }
    short[] low = new short[edges.size()];
    short[] high = new short[low.length];
    int[] target = new int[low.length];
    Arrays.setAll(target, i -> edges.get(i)[2]);
    for (int i = 0; i < low.length; i++) {
      low[i] = (short) edges.get(i)[0];
      high[i] = (short) edges.get(i)[1];
    }
    return new RegexProgram(kinds, firsts, seconds, low, high, target, start, anchored, asserts);
  }
}
