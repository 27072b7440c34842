package dev.cordwood.query.regex;

import java.util.Arrays;

/// A non-deterministic automaton over the bytes of UTF-8. Instructions are numbered; all live in
/// flat arrays.
///
/// @param kinds what each instruction is
/// @param firsts [#SPLIT]: where to go on first; [#ASSERT]: where to go on; [#BYTES]: its first
///   edge
/// @param seconds [#SPLIT]: where else to go on; [#ASSERT]: the place's number; [#BYTES]: the edge
///   behind its last one
/// @param edgeLow of the bytes that an edge takes, the lowest, unsigned
/// @param edgeHigh the highest
/// @param edgeTarget the instruction behind an edge
/// @param start the first instruction
/// @param anchored whether a match can only begin where the text begins
/// @param asserts which places are asked for, as bits by number
record RegexProgram(
    byte[] kinds,
    int[] firsts,
    int[] seconds,
    short[] edgeLow,
    short[] edgeHigh,
    int[] edgeTarget,
    int start,
    boolean anchored,
    int asserts) {
  static final byte BYTES = 0;
  static final byte SPLIT = 1;
  static final byte ASSERT = 2;
  static final byte MATCH = 3;

  int size() {
    return kinds.length;
  }

  boolean asks(RegexNode.Place place) {
    return (asserts & 1 << place.ordinal()) != 0;
  }

  static boolean isWordByte(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /// Puts bytes that no edge and no assertion tells apart into one class.
  ///
  /// @return the class of each byte, from 0 on without gaps
  byte[] byteClasses() {
    boolean[] begins = new boolean[257];
    begins[0] = true;
    for (int i = 0; i < edgeLow.length; i++) {
      begins[edgeLow[i]] = true;
      begins[edgeHigh[i] + 1] = true;
    }
    if (asks(RegexNode.Place.LINE_START) || asks(RegexNode.Place.LINE_END)) {
      begins['\n'] = true;
      begins['\n' + 1] = true;
    }
    if (asks(RegexNode.Place.WORD_BORDER) || asks(RegexNode.Place.NO_WORD_BORDER)) {
      begins[0x80] = true; // where no character begins, no border is
      begins[0xC0] = true;
      for (int c = 1; c < 256; c++) {
        begins[c] |= isWordByte(c) != isWordByte(c - 1);
      }
    }
    byte[] classes = new byte[256];
    int current = -1;
    for (int c = 0; c < 256; c++) {
      current += begins[c] ? 1 : 0;
      classes[c] = (byte) current;
    }
    return classes;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edgeTarget);
  }
}
