package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// An open part file, memory-mapped. Safe for several threads. Reading after [#close()] throws
/// IllegalStateException: whoever opens it counts its users.
final class PartReader implements Segment, AutoCloseable {
  private PartReader() {}

  /// @throws CorruptionException when the file is damaged so far that nothing in it can be found
  /// @throws FormatVersionException when it was written by a much older or a newer program
  static PartReader open(Path path) throws IOException {
    throw new UnsupportedOperationException("" + path);
  }

  Path path() {
    throw new UnsupportedOperationException();
  }

  PartSummary summary() {
    throw new UnsupportedOperationException();
  }

  /// Bytes of the file by what they hold.
  PartSizes sizes() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Reads the whole file and reports every damaged section.
  void verify(Consumer<CorruptionException> problems) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public String name() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long rows() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long minTime() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long maxTime() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int blocks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int blockRows(int block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long blockMinTime(int block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long blockMaxTime(int block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void prune(String field, long[] tokenHashes, BitSet blocks) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pruneRange(String field, double min, double max, BitSet blocks) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Collection<String> fields() throws IOException {
    return List.of();
  }

  @Override
  public Block block(int block) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
