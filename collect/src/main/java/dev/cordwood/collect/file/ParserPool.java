package dev.cordwood.collect.file;

import dev.cordwood.collect.format.LineParser;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.IngestOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives files their parsers. A file keeps its own as long as there are enough; beyond that the
/// parser that was not used for longest goes to another file, and what it had learned of its file
/// stays with that.
final class ParserPool {
  private final IngestOptions options;
  private final ParseOptions parse;
  private final int most;
  private final LinkedHashMap<FollowedFile, LineParser> used = new LinkedHashMap<>(16, 0.75f, true);

  ParserPool(IngestOptions options, ParseOptions parse, int most) {
    this.options = options;
    this.parse = parse;
    this.most = most;
  }

  /// The parser of a file, ready to go on with it.
  LineParser of(FollowedFile file) {
    LineParser own = used.get(file);
    if (own != null) {
      own.restart(file.lastTime);
      return own;
    }
    LineParser parser = used.size() < most ? null : takeOldest();
    if (parser == null) {
      parser = new LineParser(options, parse);
    }
    parser.setDefault("source", file.source);
    parser.restart(file.lastTime, file.format);
    used.put(file, parser);
    return parser;
  }

  private @Nullable LineParser takeOldest() {
    Map.Entry<FollowedFile, LineParser> oldest = used.pollFirstEntry();
    return oldest == null ? null : oldest.getValue();
  }

  /// What the parser knows is no longer so.
  void forget(FollowedFile file) {
    used.remove(file);
  }
}
