package dev.cordwood.server.ingest;

import dev.cordwood.event.IngestOptions;
import java.io.InputStream;
import java.util.Map;

/// The body of `POST /insert/jsonline`.
public final class HttpBody {
  private HttpBody() {}

  /// The options as the request's parameters (or headers) change them: `_msg_field`, `_time_field`,
  /// `_stream_fields`, `extra_fields`, `ignore_fields`, as VictoriaLogs documents them.
  ///
  /// @param parameters query parameters; each may also be given as the header VictoriaLogs names
  ///   (`VL-Msg-Field`, …), put in by the caller under the parameter's name
  /// @throws IllegalArgumentException with a message for the sender
  public static IngestOptions options(IngestOptions base, Map<String, String> parameters) {
    throw new UnsupportedOperationException(base.toString() + parameters);
  }

  /// Takes in a body to its end; returns when all is durable.
  ///
  /// @param contentEncoding `gzip`, `zstd`, `identity` or empty
  /// @param maxBodyBytes after decompression
  public static IngestResult ingest(
      Ingester ingester,
      InputStream body,
      String contentEncoding,
      long maxBodyBytes,
      IngestOptions options,
      IngestCounters counters) {
    throw new UnsupportedOperationException(
        contentEncoding + maxBodyBytes + ingester + body + options + counters);
  }
}
