package dev.cordwood.bench.collect;

import java.util.List;

/// Gives events the shape of a protocol.
interface Encoder {
  /// How one event of several that stand one after the other is written.
  interface Each {
    void write(LogEvent event, ByteWriter out);
  }

  Piece encode(List<LogEvent> events);

  /// Events one after the other.
  static Encoder sequence(Each each) {
    return enclosed("", each, "", "");
  }

  /// Events with something before, between and after them.
  static Encoder enclosed(String before, Each each, String between, String after) {
    return events -> {
      ByteWriter out = new ByteWriter().text(before);
      for (int i = 0; i < events.size(); i++) {
        each.write(events.get(i), i == 0 ? out : out.text(between));
      }
      return Piece.of(out.text(after), events.size());
    };
  }
}
