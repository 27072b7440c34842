package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionTest {
  private static final int WRITERS = 4;
  private static final int BATCHES = 50;

  @TempDir Path directory;

  @Test
  void eachRowIsEitherInTheSnapshotOrAnnouncedWhileOthersAppend() throws Exception {
    try (Store store = Store.open(directory, new StoreOptions())) {
      List<String> seen = new ArrayList<>();
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(Thread.ofPlatform().start(() -> append(store, writer)));
      }
      try (Subscription subscription = store.subscribe(batch -> seen.addAll(messages(batch)))) {
        for (Thread writer : writers) {
          writer.join();
        }
        try (Snapshot snapshot = subscription.snapshot()) {
          for (Segment segment : snapshot.segments()) {
            for (int b = 0; b < segment.blocks(); b++) {
              Column column = Objects.requireNonNull(segment.block(b).column("_msg"));
              IntStream.range(0, column.rows()).forEach(row -> seen.add(column.text(row)));
            }
          }
        }
      }
      append(store, WRITERS); // nobody listens any more
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, WRITERS * BATCHES).mapToObj(i -> "row " + i).toList());
    }
  }

  private static void append(Store store, int writer) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < BATCHES; i++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "row " + (writer * BATCHES + i));
      builder.endRow(i);
      try {
        store.append(builder.build());
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static List<String> messages(EventBatch batch) {
    EventColumn column = Objects.requireNonNull(batch.column("_msg"));
    return IntStream.range(0, column.size()).mapToObj(column::text).toList();
  }
}
