package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.IngestOptions;
import org.jspecify.annotations.Nullable;

/// Lines of JSON, or of any format.
final class LineRows extends RowMaker {
  private final LineParser parser;
  private final @Nullable RemoteDefaults defaults;

  /// @param namesSender whether rows get the address they came from
  LineRows(
      IngestOptions options, ParseOptions parsing, boolean namesSender, IngestCounters counters) {
    super(counters);
    parser = new LineParser(options, parsing);
    defaults = namesSender ? new RemoteDefaults(options) : null;
  }

  @Override
  void begin(Sender sender) {
    parser.restart(sender.lastTime, sender.formatState);
    if (defaults != null) {
      defaults.apply(parser::setDefault, sender);
    }
  }

  @Override
  void end(Sender sender) {
    sender.lastTime = parser.lastTime();
    sender.formatState = parser.state();
  }

  /// The next line is the rest of an event that had grown too long.
  void continued() {
    parser.continued();
  }

  @Override
  void frame(byte[] bytes, int start, int end) {
    count(end - start + 1L);
    switch (parser.parse(bytes, start, end, now(), builder)) {
      case STORED -> {}
      case BROKEN -> counters.brokenLines.increment();
      case EMPTY -> counters.emptyLines.increment();
    }
  }

  @Override
  void cut(byte[] bytes, int start, int end, long length) {
    count(length + 1);
    counters.cutLines.increment();
    counters.refuse(RefusalReason.TOO_LONG, 1);
    parser.parseCut(bytes, start, end, length, now(), builder);
  }
}
