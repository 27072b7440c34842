package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.Rows;
import dev.cordwood.collect.format.MessageParser;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;

/// Rows of a wire format that is decoded field by field. A frame may have any number of them: full
/// batches are handed over on the way.
abstract class DecodedRows extends RowMaker implements Rows {
  private final Row row;
  private final MessageParser messages;
  private final RemoteDefaults defaults;

  DecodedRows(IngestOptions options, IngestCounters counters) {
    super(counters);
    row = new Row(options);
    messages = new MessageParser(row);
    defaults = new RemoteDefaults(options);
  }

  @Override
  void begin(Sender sender) {
    defaults.apply(row, sender);
  }

  @Override
  public final void begin() {
    row.begin(builder);
  }

  @Override
  public final Row row() {
    return row;
  }

  @Override
  public final MessageParser messages() {
    return messages;
  }

  @Override
  public final void end(long otherwise, long bytes) {
    row.end(otherwise);
    count(bytes);
    rowAdded();
  }

  @Override
  public final void drop() {
    row.drop();
  }

  /// Half a frame cannot be decoded.
  @Override
  void cut(byte[] bytes, int start, int end, long length) {
    refuse(
        length,
        RefusalReason.TOO_LARGE,
        "a frame of %d bytes, of which %d could be kept, is not taken"
            .formatted(length, end - start));
  }
}
