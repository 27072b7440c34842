package dev.cordwood.collect.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All formats of lines of text, with what tells them apart.
final class TextFormats {
  /// Makes a parser's own instance.
  @FunctionalInterface
  interface Maker {
    TextFormat make(FormatSetup setup);
  }

  /// One of them.
  ///
  /// @param specificity how unlikely it is, from 0 to 100, that a line that fits is of another one
  /// @param isFoundAlone whether it is looked for in sources of which nothing is known; if not it
  ///   must be configured
  /// @param envelopePrefix for formats that carry lines of other formats: what is put before the
  ///   names of its fields that the carried line has too; else empty
  record Entry(
      String id, int specificity, boolean isFoundAlone, String envelopePrefix, Maker maker) {
    boolean isEnvelope() {
      return !envelopePrefix.isEmpty();
    }
  }

  static final List<Entry> ALL =
      List.of(
          envelope("docker", 99, "docker.", DockerFormat::new),
          format("glog", 85, GlogFormat::new),
          format("logcat", 85, LogcatFormat::new));

  /// What a source's format may be called, beside the names of patterns.
  static final List<String> NAMES =
      Stream.concat(
              Stream.of("auto", "json", "sftpgo", "text"), ALL.stream().map(entry -> entry.id()))
          .sorted()
          .toList();

  private TextFormats() {}

  private static Entry format(String id, int specificity, Maker maker) {
    return new Entry(id, specificity, true, "", maker);
  }

  private static Entry envelope(String id, int specificity, String prefix, Maker maker) {
    return new Entry(id, specificity, true, prefix, maker);
  }

  /// The formats to choose from for lines with these options.
  ///
  /// @param carried whether the lines are what an envelope carries
  static List<Candidate> candidates(ParseOptions parse, boolean carried, FormatSetup setup) {
    String fixed = carried ? "auto" : parse.format();
    List<Candidate> candidates = new ArrayList<>();
    boolean all = fixed.equals("auto");
    for (LinePattern pattern : parse.patterns()) {
      if (all || pattern.name().equals(fixed)) {
        TextFormat own = new PatternFormat(CompiledPattern.of(pattern), setup);
        candidates.add(new Candidate(pattern.name(), 100, "", own));
      }
    }
    for (Entry entry : ALL) {
      boolean isWanted = all ? entry.isFoundAlone() : entry.id().equals(fixed);
      if (isWanted) {
        candidates.add(
            new Candidate(
                entry.id(),
                entry.specificity(),
                entry.envelopePrefix(),
                entry.maker().make(setup)));
      }
    }
    return candidates;
  }
}
