package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files that are followed together, and how they are read. Immutable; start from [#of] and change
/// what differs.
///
/// @param name by which people know it; may be empty
/// @param paths files, folders, and patterns such as `/srv/app-*/log/**/*.log`: `*` and `?` within
///   a name, `**` for any folders, `[a-z]`, `{one,other}`, `\` before a character that is meant as
///   it is
/// @param exclude patterns of paths, or of names when there is no `/` in them, that are left out
/// @param parse the format of the lines
/// @param multiLine which lines make one event
/// @param multiLineTimeout after so much silence an event counts as complete
/// @param zone of times without one; empty for that of the follower's options
/// @param fields given to rows that do not have them
public record SourceSpec(
    String name,
    List<String> paths,
    List<String> exclude,
    ParseOptions parse,
    Encoding encoding,
    MultiLine multiLine,
    Duration multiLineTimeout,
    Optional<ZoneId> zone,
    Map<String, String> fields,
    From from) {

  /// Where to begin in files that are there when a path is followed for the first time.
  public enum From {
    BEGINNING,
    /// Only lines that come later. Files that come later are taken from their beginning.
    END
  }

  public static final Duration DEFAULT_MULTI_LINE_TIMEOUT = Duration.ofSeconds(1);

  /// @throws IllegalArgumentException with a message for the user
  public SourceSpec {
    paths = List.copyOf(paths);
    exclude = List.copyOf(exclude);
    fields = Map.copyOf(fields);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a source needs paths to follow");
    }
    if (paths.size() + exclude.size() > Limits.MAX_SOURCE_PATHS) {
      throw new IllegalArgumentException(
          "a source may have %d paths and exclusions, not %d"
              .formatted(Limits.MAX_SOURCE_PATHS, paths.size() + exclude.size()));
    }
    paths.forEach(PathGlob::parse);
    exclude.forEach(PathGlob::excluding);
    if (multiLineTimeout.isNegative()) {
      throw new IllegalArgumentException("the time that an event is waited for is negative");
    }
  }

  public static SourceSpec of(String... paths) {
    return new SourceSpec(
        "",
        List.of(paths),
        List.of(),
        ParseOptions.DEFAULTS,
        Encoding.AUTO,
        MultiLine.AUTO,
        DEFAULT_MULTI_LINE_TIMEOUT,
        Optional.empty(),
        Map.of(),
        From.BEGINNING);
  }

  /// Paths that are meant as they are, whatever characters are in them.
  public static SourceSpec of(List<Path> paths) {
    return of(paths.stream().map(PathGlob::literal).toArray(String[]::new));
  }

  public SourceSpec withName(String newName) {
    return new SourceSpec(
        newName, paths, exclude, parse, encoding, multiLine, multiLineTimeout, zone, fields, from);
  }

  public SourceSpec withExclude(List<String> patterns) {
    return new SourceSpec(
        name, paths, patterns, parse, encoding, multiLine, multiLineTimeout, zone, fields, from);
  }

  public SourceSpec withParse(ParseOptions options) {
    return new SourceSpec(
        name, paths, exclude, options, encoding, multiLine, multiLineTimeout, zone, fields, from);
  }

  public SourceSpec withEncoding(Encoding newEncoding) {
    return new SourceSpec(
        name, paths, exclude, parse, newEncoding, multiLine, multiLineTimeout, zone, fields, from);
  }

  public SourceSpec withMultiLine(MultiLine newMultiLine) {
    return new SourceSpec(
        name, paths, exclude, parse, encoding, newMultiLine, multiLineTimeout, zone, fields, from);
  }

  public SourceSpec withMultiLineTimeout(Duration timeout) {
    return new SourceSpec(
        name, paths, exclude, parse, encoding, multiLine, timeout, zone, fields, from);
  }

  public SourceSpec withZone(ZoneId newZone) {
    return new SourceSpec(
        name,
        paths,
        exclude,
        parse,
        encoding,
        multiLine,
        multiLineTimeout,
        Optional.of(newZone),
        fields,
        from);
  }

  public SourceSpec withFields(Map<String, String> newFields) {
    return new SourceSpec(
        name, paths, exclude, parse, encoding, multiLine, multiLineTimeout, zone, newFields, from);
  }

  public SourceSpec withFrom(From newFrom) {
    return new SourceSpec(
        name, paths, exclude, parse, encoding, multiLine, multiLineTimeout, zone, fields, newFrom);
  }

  /// Whether all its paths lie in a directory, whatever links lead there, so that it stands for
  /// nothing else.
  public boolean liesIn(Path directory) {
    OwnDirectory own = new OwnDirectory(directory);
    return paths.stream()
        .flatMap(path -> PathGlob.parse(path).stream())
        .allMatch(glob -> own.holds(glob.root()));
  }
}
