package dev.cordwood.collect.format;

import java.nio.charset.StandardCharsets;

/// A format that a source's lines may be of, and how well it has fitted so far.
final class Candidate {
  final String id;
  final byte[] idBytes;
  final TextFormat format;

  /// Before the names of an envelope's fields that what it carries has too; empty for other
  /// formats.
  final byte[] prefix;

  private final int specificity;

  /// Lines that fitted, of those on which all were tried.
  int hits;

  Candidate(String id, int specificity, String envelopePrefix, TextFormat format) {
    this.id = id;
    this.specificity = specificity;
    this.format = format;
    idBytes = id.getBytes(StandardCharsets.UTF_8);
    prefix = envelopePrefix.getBytes(StandardCharsets.UTF_8);
  }

  boolean isEnvelope() {
    return prefix.length > 0;
  }

  /// How likely it is, in percent, that it is the right one: that it fits all lines counts as much
  /// as that no others fit it.
  int score(int lines) {
    return specificity + (lines == 0 ? 0 : hits * 100 / lines);
  }
}
