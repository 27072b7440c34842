package dev.cordwood.server.http;

import dev.cordwood.collect.BodyTooLargeException;
import dev.cordwood.collect.HttpBody;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.LimitedInputStream;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.RowSession;
import dev.cordwood.collect.wire.SnappyBlock;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.collect.wire.WireLimits;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.store.StoreFullException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/// A request whose body is decoded as a whole: what the formats of other systems have in common.
/// Failures are [HttpFailure]s, which each format says in its own words.
final class WireRequest implements AutoCloseable {
  private static final int FULL_RETRY_SECONDS = 30;
  private static final int FAILED_RETRY_SECONDS = 10;

  /// Decodes a body into rows.
  interface Decoder {
    void decode() throws WireException;
  }

  private final Backend backend;
  private final ServerRequest request;
  private final IngestCounters counters;
  private final BodyMemory.Lease memory;
  private final Map<String, String> parameters;
  private final boolean debug;
  private final Preview preview = new Preview();
  private final InputStream source;
  private final String encoding;
  private final IngestOptions options;
  private final RowSession rows;
  private boolean whole;

  /// @throws HttpFailure 400 when a parameter is wrong
  WireRequest(Backend backend, BodyMemory memory, IngestCounters counters, ServerRequest request) {
    this(backend, memory, counters, request, BodyStream.of(request), encoding(request));
  }

  /// As above, for a body that was begun to be read.
  ///
  /// @param encoding of what `source` gives
  WireRequest(
      Backend backend,
      BodyMemory memory,
      IngestCounters counters,
      ServerRequest request,
      InputStream source,
      String encoding) {
    this.backend = backend;
    this.request = request;
    this.counters = counters;
    this.memory = memory.lease();
    parameters = InsertApi.parameters(request);
    debug = Parameters.isOn("debug", parameters.getOrDefault("debug", ""));
    this.source = source;
    this.encoding = encoding;
    try {
      options = HttpBody.options(backend.ingestOptions(), parameters);
    } catch (IllegalArgumentException e) {
      throw HttpFailure.badRequest(String.valueOf(e.getMessage()));
    }
    Intake intake = debug ? new PreviewIntake(preview) : backend.ingester().intake();
    rows = new RowSession(intake, options, debug ? new IngestCounters("preview") : counters);
  }

  RowSession rows() {
    return rows;
  }

  IngestOptions options() {
    return options;
  }

  /// Whether the sender says itself which fields are the stream.
  boolean namesStreamFields() {
    return !parameters.getOrDefault("_stream_fields", "").isBlank();
  }

  String contentType() {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    return type.toLowerCase(Locale.ROOT);
  }

  String contentEncoding() {
    return encoding;
  }

  static String encoding(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.CONTENT_ENCODING)
        .orElse("")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  static int maxBytes(Backend backend) {
    long configured = backend.config().get(ConfigKeys.HTTP_MAX_BODY_SIZE);
    return (int) Math.min(WireLimits.MAX_BODY_BYTES, configured);
  }

  /// Reads the body to its end and unpacks it: `gzip`, `zstd`, `deflate`, and `snappy`, which is a
  /// block of that format.
  byte[] body() {
    int max = maxBytes(backend);
    boolean snappy = encoding.equals("snappy");
    try {
      InputStream decoded = HttpBody.decode(source, snappy ? "" : encoding);
      if (decoded == null) {
        throw refused(
            RefusalReason.BAD_COMPRESSION,
            HttpFailure.of(
                415,
                "Content-Encoding \"%s\" is not known: send gzip, zstd, deflate, snappy or nothing"
                    .formatted(encoding)));
      }
      byte[] body = read(new LimitedInputStream(decoded, max));
      whole = true;
      return snappy ? unsnappy(body) : body;
    } catch (BodyTooLargeException e) {
      throw tooLarge(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      boolean plain = encoding.isEmpty() || encoding.equals("identity");
      throw refused(
          plain ? RefusalReason.INCOMPLETE : RefusalReason.BAD_COMPRESSION,
          HttpFailure.badRequest(
              plain
                  ? "the body could not be read: " + e.getMessage()
                  : "the body is not %s: %s".formatted(encoding, e.getMessage())));
    }
  }

  private byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 << 10];
    for (int count; (count = in.read(buffer)) >= 0; ) {
      memory.grow(2L * (out.size() + count)); // the array, and the one it outgrows
      out.write(buffer, 0, count);
    }
    return out.toByteArray();
  }

  /// Unpacks a snappy block, which some formats use without saying so.
  byte[] unsnappy(byte[] body) {
    try {
      int max = maxBytes(backend);
      memory.grow(body.length + Math.min(max, 22L * body.length));
      return SnappyBlock.decompress(body, 0, body.length, max);
    } catch (WireException e) {
      String why = String.valueOf(e.getMessage());
      throw why.startsWith("more than")
          ? tooLarge("the body has " + why)
          : refused(RefusalReason.BAD_COMPRESSION, HttpFailure.badRequest(why));
    }
  }

  HttpFailure tooLarge(String why) {
    return refused(RefusalReason.TOO_LARGE, HttpFailure.of(413, why));
  }

  /// Ends the row that was begun with a text that is opened as whatever it is of.
  void addMessage(byte[] body, int start, int end, long arrival, long bytes) {
    int limit = options.maxLineBytes();
    int cut = Utf8.cut(body, start, end, limit);
    rows.messages().add(body, start, cut);
    if (cut < end) {
      counters.cutLines.increment();
      rows.row()
          .add(
              "_error",
              "line cut: it had %d bytes, %d are kept".formatted(end - start, cut - start));
    }
    long own = rows.messages().time();
    rows.end(own == Timestamps.NONE ? arrival : own, bytes);
  }

  /// Counts what will be answered with a failure.
  HttpFailure refused(RefusalReason reason, HttpFailure failure) {
    counters.refusedRequests.increment();
    counters.refuse(reason, failure.text());
    return failure;
  }

  /// Decodes, and returns when all rows are durable. Of a body that is broken in the middle the
  /// rows before that are stored: most senders do not send it again.
  void store(RefusalReason broken, Decoder decoder) {
    try {
      decoder.decode();
    } catch (WireException e) {
      commit();
      throw refused(broken, HttpFailure.badRequest(String.valueOf(e.getMessage())));
    }
    commit();
  }

  /// Returns when all rows are durable.
  ///
  /// @throws HttpFailure 429 when the store is full, 503 when it failed: send it again later
  void commit() {
    try {
      rows.commit();
    } catch (StoreFullException e) {
      throw refused(
          RefusalReason.STORE_FULL,
          HttpFailure.retryLater(
              429, "the store takes no more rows: " + e.getMessage(), FULL_RETRY_SECONDS));
    } catch (IOException e) {
      throw refused(
          RefusalReason.STORE_FAILED,
          HttpFailure.retryLater(503, "the store failed: " + e.getMessage(), FAILED_RETRY_SECONDS));
    }
  }

  /// With `debug=1`, answers with what would have been stored.
  ///
  /// @return whether it did
  boolean answeredWithPreview(ServerResponse response) {
    if (debug) {
      Answers.json(request, response, Map.of("preview", preview.rows()));
    }
    return debug;
  }

  /// Prepares for an answer that says that something went wrong.
  void beforeFailure(ServerResponse response, HttpFailure failure) {
    if (!whole) {
      InsertApi.drain(source);
      response.header(HeaderNames.CONNECTION, "close"); // there may be more that was not read
    }
    Answers.prepare(response, failure);
  }

  @Override
  public void close() {
    memory.close();
  }
}
