package dev.cordwood.collect.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The formats that a source's lines may be of: patterns of one's own, Docker's, and all
/// [TextFormats].
final class Candidates {
  /// Names that are no formats of text.
  private static final List<String> OTHERS =
      List.of("auto", "json", "sftpgo", "text", DockerFormat.ID);

  /// What a source's format may be called, beside the names of patterns.
  static final List<String> NAMES =
      Stream.concat(OTHERS.stream(), TextFormats.ids().stream()).sorted().toList();

  /// Not looked for in what an envelope carries: runtimes wrap nothing of each other, and header
  /// lines of tables are lost among other programs' lines.
  private static final Set<String> NOT_CARRIED = Set.of("cri", DockerFormat.ID, "w3c", "csv");

  /// Of the most specific format; a pattern of one's own counts more.
  private static final int HIGHEST = 90;

  private Candidates() {}

  /// The formats to choose from for lines with these options.
  ///
  /// @param carried whether the lines are what an envelope carries
  static List<Candidate> of(ParseOptions parse, boolean carried, FormatSetup setup) {
    String fixed = carried ? "auto" : parse.format();
    boolean all = fixed.equals("auto");
    List<Candidate> candidates = new ArrayList<>();
    for (LinePattern pattern : parse.patterns()) {
      if (all || pattern.name().equals(fixed)) {
        TextFormat own = new PatternFormat(CompiledPattern.of(pattern), setup);
        candidates.add(new Candidate(pattern.name(), 100, "", own));
      }
    }
    if ((all && !carried) || fixed.equals(DockerFormat.ID)) {
      TextFormat docker = new DockerFormat(setup);
      candidates.add(new Candidate(docker.id(), HIGHEST, "docker.", docker));
    }
    if (all) {
      List<TextFormat> formats = TextFormats.all(setup.fields(), setup.options().zone());
      for (int i = 0; i < formats.size(); i++) {
        TextFormat format = formats.get(i);
        if (!carried || !NOT_CARRIED.contains(format.id())) {
          candidates.add(candidate(format, HIGHEST - 1 - i));
        }
      }
    } else if (TextFormats.ids().contains(fixed)) {
      TextFormat format = TextFormats.create(fixed, setup.fields(), setup.options().zone());
      candidates.add(candidate(format, HIGHEST));
    }
    return candidates;
  }

  private static Candidate candidate(TextFormat format, int specificity) {
    String id = format.id();
    String prefix =
        !TextFormats.isEnvelope(id) ? "" : id.startsWith("syslog") ? "syslog." : id + ".";
    return new Candidate(id, specificity, prefix, format);
  }
}
