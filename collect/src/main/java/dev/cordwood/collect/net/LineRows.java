package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.event.IngestOptions;

/// Lines of JSON, or of any format.
final class LineRows extends RowMaker {
  private final LineParser parser;

  LineRows(IngestOptions options, LineFormat format, IngestCounters counters) {
    super(counters);
    parser = new LineParser(options, format);
  }

  @Override
  void begin(Sender sender) {
    parser.restart(sender.lastTime);
  }

  @Override
  void end(Sender sender) {
    sender.lastTime = parser.lastTime();
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
