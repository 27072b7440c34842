package dev.cordwood.collect;

import dev.cordwood.collect.format.MessageParser;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.store.AppendSequence;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/// The rows of one sender whose wire format is decoded field by field, on their way into the store.
///
/// ```java
/// rows.begin();
/// rows.row().add("service", "shop");
/// rows.messages().add(text, start, end);
/// rows.end(BatchMaker.now(), frameBytes);
/// …
/// rows.commit();   // durable now: answer
/// ```
///
/// Full batches are handed over on the way, so that a frame of any size needs bounded memory. Not
/// safe for several threads.
public final class RowSession implements Rows {
  private record Sent(int rows, CompletableFuture<Void> stored) {}

  private final Intake intake;
  private final IngestCounters counters;
  private final Row row;
  private final MessageParser messages;
  private final EventBatchBuilder builder = new EventBatchBuilder();
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private AppendSequence sequence = new AppendSequence();

  public RowSession(Intake intake, IngestOptions options, IngestCounters counters) {
    this.intake = intake;
    this.counters = counters;
    row = MessageParser.row(options);
    messages = new MessageParser(row);
  }

  @Override
  public Row row() {
    return row;
  }

  /// Opens the message of a row, see [MessageParser].
  @Override
  public MessageParser messages() {
    return messages;
  }

  public IngestCounters counters() {
    return counters;
  }

  /// Begins a row; end it with [#end] or take it back with [#drop].
  @Override
  public void begin() {
    row.begin(builder);
  }

  @Override
  public void drop() {
    row.drop();
  }

  /// Ends the row.
  ///
  /// @param otherwise its time if none of its fields holds one
  /// @param bytes how many the sender needed for it, for the counts
  @Override
  public void end(long otherwise, long bytes) {
    row.end(otherwise);
    counters.receivedLines.increment();
    counters.receivedBytes.add(bytes);
    if (isFull()) {
      flush();
    }
  }

  private boolean isFull() {
    return builder.rows() >= Limits.MAX_BATCH_ROWS
        || builder.bytes() >= Limits.MAX_BATCH_BYTES
        || builder.fields() >= Limits.MAX_BATCH_FIELDS;
  }

  /// Hands over what there is, without waiting unless too much is under way. A failure is told by
  /// [#commit].
  public void flush() {
    if (builder.rows() > 0) {
      int rows = builder.rows();
      if (sequence.isBrokenOff()) {
        builder.build(); // none after a refused one: the sender will be told and sends again
        counters.refusedLines.add(rows);
        return;
      }
      EventBatch batch = builder.build();
      counters.meter().batch(batch);
      CompletableFuture<Void> answer;
      try {
        answer = intake.append(batch, sequence);
      } catch (IOException | RuntimeException e) {
        sequence.breakOff();
        answer = CompletableFuture.failedFuture(e);
      }
      sent.add(new Sent(rows, answer));
    }
    while (sent.size() > Limits.MAX_BATCHES_IN_FLIGHT && !sequence.isBrokenOff()) {
      settleOldest();
    }
  }

  private void settleOldest() {
    Sent oldest = sent.remove();
    Throwable failure = Appends.failure(oldest.stored);
    if (failure == null) {
      counters.storedLines.add(oldest.rows);
    } else {
      sequence.breakOff();
      sent.addFirst(oldest); // for commit, which tells it
    }
  }

  /// Hands over what there is and returns when all rows since the last commit are durable.
  ///
  /// @throws IOException when one of them is not, such as [dev.cordwood.store.StoreFullException];
  ///   rows before it may be durable, none after it is
  public void commit() throws IOException {
    flush();
    Throwable first = null;
    while (!sent.isEmpty()) {
      Sent oldest = sent.remove();
      Throwable failure = Appends.failure(oldest.stored);
      if (failure == null) {
        counters.storedLines.add(oldest.rows);
      } else {
        sequence.breakOff();
        counters.refusedLines.add(oldest.rows);
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      sequence = new AppendSequence();
      throw first instanceof IOException io ? io : new IOException(first);
    }
  }
}
