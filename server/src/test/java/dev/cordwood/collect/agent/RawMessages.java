package dev.cordwood.collect.agent;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import dev.cordwood.store.EventBatchCodec;
import java.util.List;

/// Messages as an agent makes them, for tests that break them.
public final class RawMessages {
  public static final String AGENT = "0123456789abcdef";
  public static final String SESSION = "fedcba9876543210";

  private RawMessages() {}

  /// Numbered rows of one file.
  public static byte[] rows(String from, String to, int first, int count) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = first; i < first + count; i++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "line " + i);
      builder.endRow(1_795_233_130_000_000_000L + i);
    }
    AgentReport report = new AgentReport("name", "host", "1", 0, 0, 0, List.of());
    try (EventBatchCodec.Writer writer = new EventBatchCodec.Writer()) {
      return new Message(
              AGENT,
              SESSION,
              report,
              0,
              List.of(new Move("file:1:1", from, to)),
              writer.write(builder.build()))
          .write();
    }
  }
}
