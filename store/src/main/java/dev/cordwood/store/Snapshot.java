package dev.cordwood.store;

import java.util.List;

/// All rows that were acknowledged when it was taken, and their files, until it is closed.
public interface Snapshot extends AutoCloseable {
  /// In no particular order; times of segments may overlap.
  List<Segment> segments();

  @Override
  void close();
}
