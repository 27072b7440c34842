package dev.cordwood.collect.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Takes what readers read, on the calling thread, until all streams have ended: lines become
/// searchable soon after their coming, see [LineTaker].
final class PieceTaker {
  final BlockingQueue<StreamReader.Piece> queue = new ArrayBlockingQueue<>(StreamReader.MAX_PIECES);

  private final long quietNanos;
  private long lastPieceNanos = System.nanoTime();

  /// @param quietNanos how long nothing must have come before streams without an end are given up
  PieceTaker(long quietNanos) {
    this.quietNanos = quietNanos;
  }

  /// Returns when all streams have ended, or once `giveUp` is true and nothing more comes.
  ///
  /// @throws IOException see [LineTaker#take]
  void run(List<LineTaker> takers, BooleanSupplier giveUp)
      throws IOException, InterruptedException {
    int open = takers.size();
    while (open > 0) {
      long wait = LineTaker.FLUSH_NANOS;
      for (LineTaker taker : takers) {
        taker.tick(System.nanoTime());
        wait = taker.nanosToTick(System.nanoTime(), wait);
      }
      StreamReader.@Nullable Piece piece = queue.poll(wait, TimeUnit.NANOSECONDS);
      if (piece == null) {
        if (giveUp.getAsBoolean() && System.nanoTime() - lastPieceNanos >= quietNanos) {
          return;
        }
        continue;
      }
      lastPieceNanos = System.nanoTime();
      if (piece.end()) {
        open--;
      } else {
        piece.taker().take(piece.bytes());
      }
    }
  }
}
