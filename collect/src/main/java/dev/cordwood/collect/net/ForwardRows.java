package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.ForwardMessage;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.event.IngestOptions;

/// Messages of Fluent Forward. What one wants to be acknowledged with is left with its sender; so
/// is that it cannot be read at all.
final class ForwardRows extends DecodedRows {
  private final ForwardMessage message;
  private Sender sender = new Sender("");

  ForwardRows(IngestOptions options, IngestCounters counters) {
    super(options, counters);
    message =
        new ForwardMessage(
            this,
            (bytes, what) ->
                refuse(bytes, RefusalReason.BAD_FRAME, "not taken of Fluent Forward: " + what));
  }

  @Override
  void begin(Sender next) {
    super.begin(next);
    sender = next;
  }

  @Override
  void frame(byte[] bytes, int start, int end) {
    try {
      message.add(bytes, start, end, now());
      sender.chunk(message.chunk());
    } catch (WireException e) {
      count(end - start);
      counters.refusedLines.increment();
      sender.fail("a message of Fluent Forward cannot be read: " + e.getMessage());
    }
  }
}
