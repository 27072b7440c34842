package dev.cordwood.collect.file;

import dev.cordwood.collect.format.LineJoiner;
import dev.cordwood.event.IngestOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A [SourceSpec] at work: its patterns and what its files are read with. Used by one thread.
final class FollowedSource {
  private final SourceSpec spec;
  private final List<PathGlob> globs = new ArrayList<>();
  private final List<PathGlob> excluded = new ArrayList<>();
  private final IngestOptions options;
  private final ParserPool parsers;
  private final LineJoiner joiner;
  private final LineJoiner wideJoiner;

  /// @param common for all sources
  /// @param maxParsers at once
  FollowedSource(SourceSpec spec, IngestOptions common, int maxParsers) {
    this.spec = spec;
    spec.paths().forEach(path -> globs.addAll(PathGlob.parse(path)));
    spec.exclude().forEach(path -> excluded.addAll(PathGlob.excluding(path)));
    IngestOptions own = common;
    if (spec.zone().isPresent()) {
      own = own.withZone(spec.zone().get());
    }
    for (Map.Entry<String, String> field : spec.fields().entrySet()) {
      own = own.withDefaultField(field.getKey(), field.getValue());
    }
    options = own;
    parsers = new ParserPool(options, spec.parse(), maxParsers);
    joiner = new LineJoiner(spec.multiLine(), options.maxLineBytes());
    // so that an event never takes more bytes in the file than a line may have
    wideJoiner = new LineJoiner(spec.multiLine(), Math.max(1, options.maxLineBytes() / 2));
  }

  SourceSpec spec() {
    return spec;
  }

  List<PathGlob> globs() {
    return globs;
  }

  boolean isExcluded(Path path) {
    for (PathGlob each : excluded) {
      if (each.matches(path)) {
        return true;
      }
    }
    return false;
  }

  ParserPool parsers() {
    return parsers;
  }

  LineJoiner joiner(Encoding encoding) {
    return encoding.isWide() ? wideJoiner : joiner;
  }
}
