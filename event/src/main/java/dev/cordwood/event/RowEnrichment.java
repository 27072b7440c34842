package dev.cordwood.event;

import java.util.List;

/// Looks at a row when all its fields are there, and makes of them what they mean: a level of a
/// number, a message of a field that only one kind of program calls so. It sees the fields that it
/// watches, without a second look at the text they came from.
///
/// An instance belongs to one [Row].
public interface RowEnrichment {
  /// The most fields that can be watched: one bit of a `long` each.
  int MAX_WATCHED = 64;

  /// The names of the fields to watch, at most [#MAX_WATCHED]. Those that the options have made the
  /// time or the message are not seen.
  List<String> watched();

  /// Called once a row, before its time and message are chosen.
  void enrich(Row row, WatchedFields fields);
}
