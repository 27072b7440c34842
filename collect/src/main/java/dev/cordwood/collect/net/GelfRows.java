package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.GelfPayload;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Messages of GELF: a JSON object each, plain or packed with zlib or gzip. `short_message` becomes
/// `_msg` and is opened when it is of a format itself; own fields lose their underscore.
final class GelfRows extends DecodedRows {
  private final JsonLineParser json;
  private final GelfKeys keys = new GelfKeys();
  private final int maxBytes;

  GelfRows(IngestOptions options, int maxBytes, IngestCounters counters) {
    super(options.withMessageFields(messageFields(options)), counters);
    this.maxBytes = maxBytes;
    json = new JsonLineParser(row());
  }

  private static List<String> messageFields(IngestOptions options) {
    List<String> gelf = List.of("_msg", "full_message");
    return new ArrayList<>(
        Stream.concat(gelf.stream(), options.messageFields().stream()).distinct().toList());
  }

  @Override
  void frame(byte[] bytes, int start, int end) {
    int from = start;
    while (from < end && bytes[from] >= 0 && bytes[from] <= ' ') {
      from++;
    }
    if (from == end) {
      count(end - start);
      counters.emptyLines.increment();
      return;
    }
    if (bytes[from] == '{') {
      add(bytes, from, end);
      return;
    }
    try {
      byte[] plain = GelfPayload.decompressed(bytes, start, end, maxBytes);
      add(plain, 0, plain.length);
    } catch (WireException e) {
      refuse(
          end - start,
          RefusalReason.BAD_COMPRESSION,
          "a GELF message cannot be taken: " + e.getMessage());
    }
  }

  /// One that is no JSON is stored as text, with what is wrong.
  private void add(byte[] bytes, int start, int end) {
    keys.rewrite(bytes, start, end);
    begin();
    if (!json.addFields(keys.bytes(), 0, keys.size())) {
      drop();
      count(end - start);
      if (!json.parse(bytes, start, end, now(), builder)) {
        counters.brokenLines.increment();
        counters.refuse(RefusalReason.BAD_JSON, 1);
      }
      return;
    }
    if (keys.messageEnd() > 0) {
      byte[] message = JsonText.decode(bytes, keys.messageStart(), keys.messageEnd());
      messages().add(message, 0, message.length);
    }
    end(now(), end - start);
  }

  @Override
  void cut(byte[] bytes, int start, int end, long length) {
    count(length);
    counters.cutLines.increment();
    counters.refuse(RefusalReason.TOO_LONG, 1);
    int whole = Utf8.whole(bytes, start, end);
    String why = "message cut: it had %d bytes, %d are kept".formatted(length, whole - start);
    json.addBroken(bytes, start, whole, why, now(), builder);
  }
}
