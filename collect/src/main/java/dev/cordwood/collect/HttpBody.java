package dev.cordwood.collect;

import dev.cordwood.collect.IngestResult.Status;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The body of `POST /insert/jsonline`.
public final class HttpBody {
  private HttpBody() {}

  /// The options as the request's parameters (or headers) change them: `_msg_field`, `_time_field`,
  /// `_stream_fields`, `extra_fields`, `ignore_fields`, `decolorize_fields`, as VictoriaLogs
  /// documents them. Other parameters are not looked at.
  ///
  /// @param parameters query parameters; each may also be given as the header VictoriaLogs names
  ///   (`VL-Msg-Field`, …), put in by the caller under the parameter's name
  /// @throws IllegalArgumentException with a message for the sender
  public static IngestOptions options(IngestOptions base, Map<String, String> parameters) {
    IngestOptions options = base;
    List<String> message = list(parameters, "_msg_field");
    if (!message.isEmpty()) {
      options = options.withMessageFields(message);
    }
    List<String> time = list(parameters, "_time_field");
    if (!time.isEmpty()) {
      options = options.withTimeFields(time);
    }
    List<String> stream = list(parameters, "_stream_fields");
    if (!stream.isEmpty()) {
      options = options.withStreamFields(stream);
    }
    List<String> ignored = list(parameters, "ignore_fields");
    if (!ignored.isEmpty()) {
      options = options.withIgnoreFields(ignored);
    }
    List<String> decolorized = list(parameters, "decolorize_fields");
    if (!decolorized.isEmpty()) {
      options = options.withDecolorizeFields(decolorized);
    }
    List<String> extra = list(parameters, "extra_fields");
    if (!extra.isEmpty()) {
      Map<String, String> fields = new TreeMap<>();
      for (String each : extra) {
        int equals = each.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "extra_fields: \"%s\" is not of the form name=value".formatted(each));
        }
        fields.put(each.substring(0, equals), each.substring(equals + 1));
      }
      options = options.withExtraFields(fields);
    }
    return options;
  }

  private static List<String> list(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    return Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /// Takes in a body of JSON lines to its end; returns when all is durable.
  ///
  /// @param contentEncoding `gzip`, `zstd`, `deflate`, `identity` or empty
  /// @param maxBodyBytes after decompression
  public static IngestResult ingest(
      Ingester ingester,
      InputStream body,
      String contentEncoding,
      long maxBodyBytes,
      IngestOptions options,
      IngestCounters counters) {
    return ingest(
        ingester, body, contentEncoding, maxBodyBytes, options, LineFormat.JSON, counters);
  }

  /// As above, for a body whose lines are of another format.
  public static IngestResult ingest(
      Ingester ingester,
      InputStream body,
      String contentEncoding,
      long maxBodyBytes,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters) {
    return take(
        body,
        contentEncoding,
        maxBodyBytes,
        counters,
        decoded -> ingester.ingest(decoded, options, format, counters, bytes -> {}));
  }

  /// As above, with the lines in the hands of an ordered ingest.
  ///
  /// @param maxLineBytes longer lines are cut
  public static IngestResult ingest(
      OrderedIngest ingest,
      InputStream body,
      String contentEncoding,
      long maxBodyBytes,
      int maxLineBytes,
      IngestCounters counters) {
    return take(
        body,
        contentEncoding,
        maxBodyBytes,
        counters,
        decoded -> {
          LineSplitter splitter = new LineSplitter(maxLineBytes, ingest);
          byte[] buffer = new byte[64 << 10];
          try {
            for (int count; !ingest.hasFailed() && (count = decoded.read(buffer)) >= 0; ) {
              splitter.feed(buffer, 0, count);
            }
          } catch (BodyTooLargeException e) {
            return ingest.finish(Status.TOO_LARGE, String.valueOf(e.getMessage()));
          } catch (IOException e) {
            return ingest.finish(
                Status.BROKEN_BODY, "the input could not be read to its end: " + e.getMessage());
          }
          splitter.finish();
          return ingest.finish(Status.STORED, "");
        });
  }

  /// Parses a body as [#ingest] does and stores nothing.
  ///
  /// @param rows receives what would be stored, in order
  public static IngestResult preview(
      Ingester ingester,
      InputStream body,
      String contentEncoding,
      long maxBodyBytes,
      IngestOptions options,
      LineFormat format,
      Consumer<EventBatch> rows) {
    return take(
        body,
        contentEncoding,
        maxBodyBytes,
        new IngestCounters("preview"),
        decoded -> ingester.preview(decoded, options, format, rows));
  }

  private static IngestResult take(
      InputStream body,
      String contentEncoding,
      long maxBodyBytes,
      IngestCounters counters,
      Function<InputStream, IngestResult> taker) {
    InputStream decoded;
    try {
      decoded = decode(body, contentEncoding);
    } catch (IOException e) {
      return refused(
          counters,
          Status.BROKEN_BODY,
          "the body is not " + contentEncoding + ": " + e.getMessage());
    }
    if (decoded == null) {
      return refused(
          counters,
          Status.UNSUPPORTED_ENCODING,
          "Content-Encoding \"%s\" is not known: send gzip, zstd, deflate or nothing"
              .formatted(contentEncoding));
    }
    return taker.apply(new LimitedInputStream(decoded, maxBodyBytes));
  }

  /// Unpacks a body while it is read.
  ///
  /// @return null when the encoding is not known
  public static @Nullable InputStream decode(InputStream body, String contentEncoding)
      throws IOException {
    return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> WholeGzip.of(body);
      case "zstd" -> new ZstdBody(body);
      case "deflate" -> DeflateBody.of(body);
      default -> null;
    };
  }

  private static IngestResult refused(IngestCounters counters, Status status, String message) {
    counters.refusedRequests.increment();
    return new IngestResult(status, 0, 0, 0, 0, 0, 0, message);
  }
}
