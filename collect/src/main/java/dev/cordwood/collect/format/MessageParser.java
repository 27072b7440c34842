package dev.cordwood.collect.format;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;

/// Opens what another format carries: the message of a syslog line, the `log` of a container
/// runtime, a line pushed to the Loki API. Adds its fields to the row that the carrier has begun;
/// fields that the row already has are replaced by those of the message. Not safe for several
/// threads.
public final class MessageParser {
  private final TextOpener opener;

  public MessageParser(Row row) {
    this(row, ParseOptions.DEFAULTS);
  }

  /// @param row made by [#row] for JSON loggers' fields to be understood
  public MessageParser(Row row, ParseOptions options) {
    opener = new TextOpener(row, options);
  }

  /// A row that knows what JSON loggers call level, time and message.
  public static Row row(IngestOptions options) {
    return new Row(options, new JsonFlavours());
  }

  /// Adds the message `[start, end)` to the open row: its fields if it is of a known format, else
  /// the text as `_msg`, with the level that is clear from it unless the row has one. The bytes
  /// must stay as they are until the row ends.
  public void add(byte[] text, int start, int end) {
    add(text, start, end, System.currentTimeMillis() * 1_000_000L);
  }

  /// As above.
  ///
  /// @param reference a time not much before the message's own, for times without a year or a date
  public void add(byte[] text, int start, int end, long reference) {
    opener.open(text, start, end, 1, reference);
  }

  /// The time that stood in the text of the last message, or [Timestamps#NONE]. Times in the fields
  /// of JSON are not meant: the row chooses them when it ends.
  public long time() {
    return opener.time();
  }

  /// Whether [#time()] said in which zone it is.
  public boolean hasZonedTime() {
    return opener.isZoned();
  }

  /// Messages of another source come: forgets what was learned of this one's.
  public void reset() {
    opener.reset();
  }
}
