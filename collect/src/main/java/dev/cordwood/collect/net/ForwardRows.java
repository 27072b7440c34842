package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.ForwardMessage;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.event.IngestOptions;

/// Messages of Fluent Forward. What one wants to be acknowledged with is left with its sender when
/// all of it could be decoded.
final class ForwardRows extends DecodedRows {
  private final ForwardMessage message;
  private Sender sender = new Sender("");

  ForwardRows(IngestOptions options, IngestCounters counters) {
    super(options, counters);
    message = new ForwardMessage(this);
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
      refuse(
          end - start,
          RefusalReason.BAD_FRAME,
          "a message of Fluent Forward cannot be decoded: " + e.getMessage());
    }
  }
}
