package dev.cordwood.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.cordwood.collect.IngestResult.Status;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngesterTest {
  @TempDir Path directory;
  private Store store;
  private Ingester ingester;
  private final IngestCounters counters = new IngestCounters("test");

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory.resolve("data"), new StoreOptions());
    ingester = new Ingester(Intake.of(store));
  }

  @AfterEach
  void close() throws IOException {
    ingester.close();
    store.close();
  }

  private IngestResult ingest(String text, LineFormat format) {
    return ingest(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        IngestOptions.DEFAULTS,
        format);
  }

  private IngestResult ingest(InputStream input, IngestOptions options, LineFormat format) {
    return ingester.ingest(input, options, format, counters, bytes -> {});
  }

  private IngestResult post(byte[] body, String encoding, long maxBytes) {
    return HttpBody.ingest(
        ingester,
        new ByteArrayInputStream(body),
        encoding,
        maxBytes,
        IngestOptions.DEFAULTS,
        counters);
  }

  private static String numbered(int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> "{\"n\":" + i + ",\"_msg\":\"line number " + i + "\"}\n")
        .collect(Collectors.joining());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void storesEveryLineOnceAndCountsWhatItWas() {
    IngestResult result = ingest("{\"a\":1}\n\n  \r\nno json\n{\"a\":2}", LineFormat.JSON);
    assertThat(result).isEqualTo(new IngestResult(Status.STORED, 5, 29, 3, 1, 0, 2, ""));
    assertThat(counters.snapshot())
        .isEqualTo(new IngestCounters.Snapshot(5, 29, 3, 1, 0, 2, 0, 0, 0, 0));
    assertThat(StoredRows.of(store, "a")).containsExactlyInAnyOrder("1", "2", "(absent)");
  }

  @Test
  void aLargeInputIsParsedOnSeveralThreadsAndKeepsItsOrder() {
    int lines = 200_000;
    List<Long> progress = new ArrayList<>();
    byte[] input = numbered(lines).getBytes(StandardCharsets.UTF_8);
    IngestResult result =
        ingester.ingest(
            new ByteArrayInputStream(input),
            IngestOptions.DEFAULTS,
            LineFormat.AUTO,
            counters,
            progress::add);
    assertThat(result.status()).isEqualTo(Status.STORED);
    assertThat(result.storedLines()).isEqualTo(lines);
    assertThat(progress).isSorted().endsWith((long) input.length).hasSizeGreaterThan(5);
    List<String> numbers = StoredRows.of(store, "n");
    assertThat(numbers).hasSize(lines);
    assertThat(numbers.stream().mapToInt(Integer::parseInt).distinct().count()).isEqualTo(lines);
  }

  @Test
  void textWithoutTimesStaysWithTheLineBeforeAcrossPieces() {
    String text =
        "2026-11-21 04:14:54 ERROR it broke\n"
            + "\tat some.frame.of.a.Trace(Trace.java:1)\n".repeat(60_000);
    assertThat(ingest(text, LineFormat.TEXT).storedLines()).isEqualTo(60_001);
    assertThat(StoredRows.of(store, "_time")).containsOnly("2026-11-21T04:14:54Z");
  }

  @Test
  void linesAtTheLimitAreWholeAndLongerOnesAreCutWhereverTheyStand() {
    IngestOptions options =
        IngestOptions.DEFAULTS.withMaxLineBytes(1000).withSource("s").withHost("h");
    String fits = "x".repeat(1000);
    String huge = "y".repeat(10_000_000);
    String text = fits + "\n" + huge + "\n" + fits + "z\n" + huge;
    IngestResult result =
        ingest(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            options,
            LineFormat.TEXT);
    assertThat(result.cutLines()).isEqualTo(3);
    assertThat(StoredRows.of(store, "_msg"))
        .containsExactlyInAnyOrder(fits, fits, "y".repeat(1000), "y".repeat(1000));
    assertThat(StoredRows.of(store, "_error"))
        .containsExactlyInAnyOrder(
            "(absent)",
            "line cut: it had 10000000 bytes, 1000 are kept",
            "line cut: it had 1001 bytes, 1000 are kept",
            "line cut: it had 10000000 bytes, 1000 are kept");
  }

  @Test
  void aTenMegabyteLineIsStoredCutAndDisturbsNothing() {
    String line = "{\"_msg\":\"" + "m".repeat(10 << 20) + "\"}";
    IngestResult result = ingest("{\"a\":1}\n" + line + "\n{\"a\":2}\n", LineFormat.JSON);
    assertThat(result.storedLines()).isEqualTo(3);
    assertThat(result.cutLines()).isEqualTo(1);
    assertThat(StoredRows.of(store, "_msg").stream().mapToInt(String::length).max())
        .hasValue(dev.cordwood.event.Limits.MAX_LINE_BYTES);
    assertThat(StoredRows.of(store, "a")).containsExactlyInAnyOrder("1", "2", "(absent)");
  }

  @Test
  void compressedBodiesAreRead() throws IOException {
    byte[] body = numbered(5000).getBytes(StandardCharsets.UTF_8);
    assertThat(post(gzip(body), "gzip", 1 << 20).storedLines()).isEqualTo(5000);
    assertThat(post(Zstd.compress(body, 19), "zstd", 1 << 20).storedLines()).isEqualTo(5000);
    assertThat(post(body, "", body.length).status()).isEqualTo(Status.STORED);
    assertThat(StoredRows.count(store)).isEqualTo(15_000);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAndItsLinesBeforeTheLimitAreStored() {
    byte[] body = numbered(1000).getBytes(StandardCharsets.UTF_8);
    IngestResult result = post(body, "identity", body.length - 1);
    assertThat(result.status()).isEqualTo(Status.TOO_LARGE);
    assertThat(result.status().httpStatus()).isEqualTo(413);
    assertThat(result.storedLines()).isEqualTo(StoredRows.count(store)).isLessThan(1000);
    assertThat(result.message())
        .startsWith("the body has more than %d bytes".formatted(body.length - 1))
        .endsWith(
            "%d of %d lines read are stored"
                .formatted(result.storedLines(), result.receivedLines()));
  }

  @Test
  void bombsAreStoppedAtTheLimit() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      gzip.write(numbered(10).getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 300; i++) {
        gzip.write(zeros);
      }
    }
    IngestResult result = post(bomb.toByteArray(), "gzip", 8 << 20);
    assertThat(result.status()).isEqualTo(Status.TOO_LARGE);
    assertThat(result.receivedBytes()).isLessThan(8 << 20);
    assertThat(result.storedLines()).isEqualTo(10);
  }

  @Test
  void aZstdFrameThatAsksForTooLargeAWindowIsRefused() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(body, 3).setLong(27)) {
      zstd.write(numbered(100).getBytes(StandardCharsets.UTF_8));
    }
    IngestResult result = post(body.toByteArray(), "zstd", 1 << 20);
    assertThat(result.status()).isEqualTo(Status.BROKEN_BODY);
    assertThat(result.storedLines()).isZero();
  }

  @Test
  void aBodyThatEndsEarlyOrIsNotWhatItSaysIsRefused() throws IOException {
    byte[] whole = gzip(numbered(200_000).getBytes(StandardCharsets.UTF_8));
    IngestResult cut = post(Arrays.copyOf(whole, whole.length / 2), "gzip", 1 << 30);
    assertThat(cut.status()).isEqualTo(Status.BROKEN_BODY);
    assertThat(cut.storedLines()).isBetween(1L, 199_999L).isEqualTo(StoredRows.count(store));
    assertThat(cut.brokenLines()).isZero();
    assertThat(post("hello".getBytes(StandardCharsets.UTF_8), "gzip", 100).status())
        .isEqualTo(Status.BROKEN_BODY);
    assertThat(post("hello".getBytes(StandardCharsets.UTF_8), "br", 100).status())
        .isEqualTo(Status.UNSUPPORTED_ENCODING);
    assertThat(counters.snapshot().refusedRequests()).isEqualTo(3);
  }

  @Test
  void anyBrokenBodyGivesAResultAndNeverAnException() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      byte[] plain = numbered(random.nextInt(1, 200)).getBytes(StandardCharsets.UTF_8);
      String encoding = random.nextBoolean() ? "gzip" : "zstd";
      byte[] body = encoding.equals("gzip") ? gzip(plain) : Zstd.compress(plain);
      for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      long before = StoredRows.count(store);
      IngestResult result = post(body, encoding, 1 << 20);
      assertThat(StoredRows.count(store) - before)
          .as("seed %d", seed)
          .isEqualTo(result.storedLines());
    }
  }

  @Test
  void parametersChangeTheOptions() {
    IngestOptions options =
        HttpBody.options(
            IngestOptions.DEFAULTS,
            Map.of(
                "_msg_field", "log.message, body",
                "_time_field", "date",
                "_stream_fields", "b,a",
                "extra_fields", "env=prod,note=a=b",
                "ignore_fields", "secret*",
                "limit", "5"));
    assertThat(options.messageFields()).containsExactly("log.message", "body");
    assertThat(options.timeFields()).containsExactly("date");
    assertThat(options.streamFields()).containsExactly("a", "b");
    assertThat(new TreeMap<>(options.extraFields()))
        .isEqualTo(new TreeMap<>(Map.of("env", "prod", "note", "a=b")));
    assertThat(options.ignoreFields()).containsExactly("secret*");
    assertThat(HttpBody.options(IngestOptions.DEFAULTS, Map.of("_msg_field", "")))
        .isEqualTo(IngestOptions.DEFAULTS);
    assertThatThrownBy(
            () -> HttpBody.options(IngestOptions.DEFAULTS, Map.of("extra_fields", "nonsense")))
        .hasMessage("extra_fields: \"nonsense\" is not of the form name=value");
  }

  @Test
  void manyInputsAtOnceAreAllStored() throws Exception {
    byte[] body = numbered(20_000).getBytes(StandardCharsets.UTF_8);
    List<Thread> threads = new ArrayList<>();
    List<IngestResult> results = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 12; i++) {
      threads.add(Thread.ofVirtual().start(() -> results.add(post(body, "identity", body.length))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(12).allMatch(result -> result.storedLines() == 20_000);
    assertThat(StoredRows.count(store)).isEqualTo(240_000);
  }
}
