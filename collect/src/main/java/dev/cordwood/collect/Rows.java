package dev.cordwood.collect;

import dev.cordwood.collect.format.MessageParser;
import dev.cordwood.event.Row;

/// Where decoders of wire formats put rows. Not safe for several threads.
public interface Rows {
  /// Begins a row; end it with [#end] or take it back with [#drop].
  void begin();

  /// The row that was begun.
  Row row();

  /// Opens the message of the row that was begun.
  MessageParser messages();

  /// Ends the row.
  ///
  /// @param otherwise its time if none of its fields holds one
  /// @param bytes how many the sender needed for it, for the counts
  void end(long otherwise, long bytes);

  void drop();
}
