package dev.cordwood.bench.compare;

import java.io.IOException;
import java.nio.file.Path;

/// One system under comparison, embedded in a process of its own.
interface Peer extends AutoCloseable {
  /// What the system promises when `load` has returned, in one line for the report.
  String durability();

  /// Makes the whole corpus durable and searchable in `directory`. Returns when nothing is left to
  /// do that the system would do on its own before it can answer (the report counts it as "durable
  /// and searchable").
  void load(Path corpus, Path directory) throws Exception;

  /// Lets background work (merges) finish; not part of the loading time, but of the size on disk
  /// and of the CPU seconds.
  default void settle() throws Exception {}

  void open(Path directory) throws Exception;

  /// Answers one question. The text is compared between systems, so it must not depend on how a
  /// system prints numbers.
  ///
  /// @param parameters the corpus' own: an id that exists, …
  String ask(Question question, Parameters parameters) throws Exception;

  @Override
  void close() throws IOException;
}
