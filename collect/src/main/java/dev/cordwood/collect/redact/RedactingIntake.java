package dev.cordwood.collect.redact;

import dev.cordwood.collect.Intake;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.SourcePosition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Takes the secrets out of all rows before they go on. They are counted once the rows are stored,
/// so that rows that are tried again count once.
public record RedactingIntake(Intake next, Redactor redactor) implements Intake {
  @Override
  public CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions)
      throws IOException {
    Redactor.Redaction redaction = redactor.run(batch);
    return counted(redaction, next.append(redaction.batch(), positions));
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence)
      throws IOException {
    Redactor.Redaction redaction = redactor.run(batch);
    return counted(redaction, next.append(redaction.batch(), sequence));
  }

  private CompletableFuture<Void> counted(
      Redactor.Redaction redaction, CompletableFuture<Void> stored) {
    if (redaction.found().length == 0) {
      return stored;
    }
    return stored.thenRun(() -> redactor.count(redaction.found()));
  }

  @Override
  public long positionsGeneration() {
    return next.positionsGeneration();
  }

  @Override
  public Map<String, String> positions() {
    return next.positions();
  }
}
