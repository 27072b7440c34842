package dev.cordwood.collect.redact;

import static dev.cordwood.collect.redact.Redacted.card;
import static dev.cordwood.collect.redact.Redacted.field;
import static dev.cordwood.collect.redact.Redacted.random;
import static dev.cordwood.collect.redact.Redacted.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.collect.Intake;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.ValueType;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactorTest {
  @TempDir Path directory;

  @Test
  void aBatchWithoutSecretsIsTheSameObject() {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < 1000; i++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "GET /api/orders/%d took %d ms".formatted(i * 977, i));
      builder.add("status", ValueType.NUMBER, "200");
      builder.endRow(i);
    }
    EventBatch batch = builder.build();
    assertThat(Redacted.DEFAULT.redact(batch)).isSameAs(batch);
  }

  @Test
  void rowsTimesTypesAndOtherColumnsStay() {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < 10; i++) {
      builder.beginRow();
      if (i % 2 == 0) {
        builder.add("_msg", ValueType.STRING, "line " + i + (i == 4 ? " password=abc" : ""));
      }
      builder.add("password", i % 3 == 0 ? ValueType.NUMBER : ValueType.STRING, "1234" + i);
      builder.add("n", ValueType.NUMBER, "" + i);
      builder.endRow(100 + i);
    }
    EventBatch before = builder.build();
    EventBatch after = Redacted.DEFAULT.redact(before);
    assertThat(after.rows()).isEqualTo(10);
    assertThat(after.columns().get(2)).isSameAs(before.columns().get(2));
    EventColumn message = after.columns().get(0);
    assertThat(message.text(2)).isEqualTo("line 4 password=[redacted:password]");
    assertThat(message.row(2)).isEqualTo(4);
    assertThat(message.text(4)).isEqualTo("line 8");
    EventColumn password = after.columns().get(1);
    assertThat(password.text(3)).isEqualTo("12343");
    assertThat(password.type(3)).isEqualTo(ValueType.NUMBER);
    assertThat(password.text(4)).isEqualTo("[redacted:password]");
    assertThat(after.time(9)).isEqualTo(109);
    long growth = 0;
    for (int i = 0; i < 3; i++) {
      growth +=
          after.columns().get(i).offsets()[after.columns().get(i).size()]
              - before.columns().get(i).offsets()[before.columns().get(i).size()];
    }
    assertThat(after.bytes()).isEqualTo(before.bytes() + growth);
  }

  @Test
  void theStreamFollowsTheFieldsItRepeats() {
    IngestOptions options =
        IngestOptions.DEFAULTS.withStreamFields(List.of("service", "pin", "host"));
    Row row = new Row(options);
    EventBatchBuilder builder = new EventBatchBuilder();
    List<String> services = List.of("shop", "url=a://u:geheim@h", "x");
    for (String service : services) {
      row.begin(builder);
      row.add("service", service);
      row.add("host", "h\"1\"");
      row.add("pin", service.equals("x") ? "" : "se\"cr" + service.length());
      row.add("_msg", "hello");
      row.end(1);
    }
    Redactor redactor = new Redactor(RedactOptions.DEFAULTS.withFields("pin"));
    EventColumn stream = redactor.redact(builder.build()).column("_stream");
    assertThat(stream).isNotNull();
    assertThat(stream.text(0))
        .isEqualTo("{host=\"h\\\"1\\\"\",pin=\"[redacted:field]\",service=\"shop\"}");
    assertThat(stream.text(1))
        .isEqualTo(
            "{host=\"h\\\"1\\\"\",pin=\"[redacted:field]\",service=\"url=a://u:[redacted:url-password]@h\"}");
    assertThat(stream.text(2)).isEqualTo("{host=\"h\\\"1\\\"\",service=\"x\"}");
    assertThat(redactor.counts()).containsEntry("field", 2L).containsEntry("url-password", 1L);
  }

  @Test
  void jsonStaysJson() {
    assertThat(
            field(
                Redacted.DEFAULT,
                "list",
                ValueType.JSON,
                "[{\"password\":\"a\\\"b\",\"n\":1},\"x password=y\",2]"))
        .isEqualTo(
            "[{\"password\":\"[redacted:password]\",\"n\":1},\"x password=[redacted:password]\",2]");
    assertThat(
            field(
                Redacted.DEFAULT,
                "tokens.token",
                ValueType.JSON,
                "[\"a\",{\"b\":[\"c\\ud83d\\ude00\"]},5,null]"))
        .isEqualTo("[\"[redacted:token]\",{\"[redacted:token]\":[\"[redacted:token]\"]},5,null]");
    assertThat(
            field(
                Redacted.DEFAULT,
                "a",
                ValueType.JSON,
                "[{\"password\":12345678},4111111111111111]"))
        .isEqualTo("[{\"password\":12345678},4111111111111111]");
    Redactor quotes = new Redactor(RedactOptions.DEFAULTS.withPattern("q", "b.*d", "\"\\\n"));
    assertThat(field(quotes, "a", ValueType.JSON, "[\"abc\",\"\\u0064def\"]"))
        .isEqualTo("[\"a\\\"\\\\\\n\",\"\\\"\\\\\\nef\"]");
  }

  @Test
  void aSecretKeyBesideItsIdIsFound() {
    String id = "AK" + "IA" + random(16, "ABCDEFGH234567");
    String secret = random(40);
    for (String between : List.of(":", ",", " ", "\",\"", "\nSecret: ")) {
      assertThat(text(id + between + secret + " x"))
          .isEqualTo("[redacted:aws-access-key-id]" + between + "[redacted:aws-secret-key] x");
    }
    assertThat(text(id + " " + random(39))).isEqualTo("[redacted:aws-access-key-id] " + random(39));
  }

  @Test
  void theSchemeOfAnAuthorizationFieldStays() {
    assertThat(field("authorization", "Bearer " + random(30)))
        .isEqualTo("Bearer [redacted:authorization]");
    assertThat(field("Authorization", random(30))).isEqualTo("[redacted:authorization]");
  }

  @Test
  void folderAndTestCountFieldsAreNoPasswords() {
    assertThat(field("PWD", "/home/alice")).isEqualTo("/home/alice");
    assertThat(field("token", "12345")).isEqualTo("12345");
    assertThat(field("password", "12345")).isEqualTo("[redacted:password]");
  }

  @Test
  void optionalRulesAreOffUntilSwitchedOn() {
    String text =
        "bob@example.com from 10.1.2.3 or 2001:db8::1 pays DE89 3704 0044 0532 0130 00, 123-45-6789";
    assertThat(text(text)).isEqualTo(text);
    Redactor all =
        new Redactor(RedactOptions.DEFAULTS.withOn("email", "ip", "iban", "ssn", "cookie"));
    assertThat(text(all, text))
        .isEqualTo(
            "[redacted:email] from [redacted:ip] or [redacted:ip] pays [redacted:iban], [redacted:ssn]");
    for (String left :
        List.of(
            "12:34:56",
            "a@b",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "std::vector",
            "aa:bb:cc:dd:ee:ff",
            "::",
            "DE89 3704 0044 0532 0130 01",
            "000-45-6789",
            "666-45-6789",
            "1123-45-6789",
            "2026-11-20",
            "v1.2.3.4",
            "@example.com",
            "10::20::30",
            "1:2:3:4:5:6:7:8:9")) {
      assertThat(text(all, left)).isEqualTo(left);
    }
    for (String found : List.of("::1", "fe80::1", "1:2:3:4:5:6:7:8", "127.0.0.1")) {
      assertThat(text(all, found)).isEqualTo("[redacted:ip]");
      assertThat(text(all, "from " + found + ": refused")).isEqualTo("from [redacted:ip]: refused");
    }
    assertThat(text(all, "Cookie: a=b; c=d\nHost: x"))
        .isEqualTo("Cookie: [redacted:cookie]\nHost: x");
    assertThat(field(all, "set-cookie", ValueType.STRING, "a=b; c=d"))
        .isEqualTo("[redacted:cookie]");
  }

  @Test
  void rulesFieldsAndEverythingCanBeSwitchedOff() {
    String card = card("4", 16);
    assertThat(text(new Redactor(RedactOptions.DEFAULTS.withOff("card")), "card " + card))
        .isEqualTo("card " + card);
    Redactor keeping = new Redactor(RedactOptions.DEFAULTS.withKeepFields("next_token"));
    assertThat(field(keeping, "page.Next_Token", ValueType.STRING, "abc def")).isEqualTo("abc def");
    assertThat(field(keeping, "token", ValueType.STRING, "abc def")).isEqualTo("[redacted:token]");
    Redactor none = new Redactor(RedactOptions.NONE);
    assertThat(field(none, "password", ValueType.STRING, "x password=y")).isEqualTo("x password=y");
    assertThat(none.counts()).isEmpty();
  }

  @Test
  void ownPatternsReplaceTheMatchOrTheGroupNamedSecret() {
    Redactor own =
        new Redactor(
            RedactOptions.DEFAULTS
                .withPattern("badge", "B-[0-9]{6}", "B-?")
                .withPattern("customer", "(?i)customer no\\.? (?P<secret>[0-9]+)", "")
                .withPattern("digits", "\\d{5}x", ""));
    assertThat(text(own, "B-123456, CUSTOMER no 77 and customer No. 8; 12345x é B-654321"))
        .isEqualTo(
            "B-?, CUSTOMER no [redacted:customer] and customer No. [redacted:customer]; [redacted:digits] é B-?");
    assertThat(text(own, "B-12345")).isEqualTo("B-12345");
    assertThat(own.counts())
        .containsEntry("badge", 2L)
        .containsEntry("customer", 2L)
        .containsEntry("digits", 1L);
  }

  @Test
  void mistakesAreToldWithWhatToDo() {
    assertThatThrownBy(() -> RedactOptions.DEFAULTS.withOff("cards"))
        .hasMessageContaining("there is no rule 'cards'")
        .hasMessageContaining("card");
    assertThatThrownBy(() -> RedactOptions.DEFAULTS.withPattern("a", "(", ""))
        .hasMessageContaining("the regex of 'a' is wrong");
    assertThatThrownBy(() -> RedactOptions.DEFAULTS.withPattern("A b", "x", ""))
        .hasMessageContaining("'A b'");
    assertThatThrownBy(() -> RedactOptions.DEFAULTS.withPattern("card", "x", ""))
        .hasMessageContaining("taken");
    assertThatThrownBy(() -> RedactOptions.DEFAULTS.withPattern("a", "x*", ""))
        .hasMessageContaining("empty text");
    assertThatThrownBy(() ->
            RedactOptions.DEFAULTS.withPattern("a", "x".repeat(Limits.MAX_REGEX_BYTES + 1), ""))
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> RedactOptions.DEFAULTS.withPattern("a", "(?:(?:a{99}){99}){9}", ""))
        .hasMessageContaining("too large");
    assertThatThrownBy(() ->
            RedactOptions.DEFAULTS.withPattern(
                "a", "x", "y".repeat(Limits.MAX_REPLACEMENT_BYTES + 1)))
        .hasMessageContaining("replacement");
    RedactOptions full = RedactOptions.DEFAULTS;
    for (int i = 0; i < Limits.MAX_PATTERNS; i++) {
      full = full.withPattern("p" + i, "literal" + i, "");
    }
    RedactOptions last = full; // literal6 stands in literal63: the first that overlaps names both
    assertThatThrownBy(() -> last.withPattern("more", "x", "")).hasMessageContaining("65 patterns");
    assertThat(text(new Redactor(last), "a literal63 b")).isEqualTo("a [redacted:p6] b");
  }

  @Test
  void hostileTextCostsLinearTime() {
    for (String piece :
        List.of(
            "password=",
            "token:",
            "password=***",
            "token:x ",
            "://",
            "-----BEGIN PRIVATE " + "KEY-----",
            "eyJ",
            "eyJhbGciOi.",
            "sk-",
            "4111 ",
            "4111111111111111",
            "password='\\",
            "<password>",
            "pwd=/",
            "token=(",
            "authorization=digest (",
            "Bearer ",
            "AKIAAAAAAAAAAAAAAAAA ",
            "SG.aaaaaaaaaaaaaaaaaaaa.",
            "1:AA",
            "\\\\\"password\\\\\":\\\\\"",
            "secret_access_key=",
            "token secret_key pwd ",
            "12 34-56 78",
            "0000000000000",
            "1111 1111 1111 1111-")) {
      String value = piece.repeat((1 << 20) / piece.length());
      long start = System.nanoTime();
      text(value);
      assertThat((System.nanoTime() - start) / 1_000_000).as(piece).isLessThan(5_000);
      EventBatch many = manyValues(piece, (1 << 18) / piece.length());
      start = System.nanoTime();
      Redacted.DEFAULT.redact(many);
      assertThat((System.nanoTime() - start) / 1_000_000).as("many: " + piece).isLessThan(5_000);
    }
  }

  private static EventBatch manyValues(String piece, int count) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < count; i++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, piece + i);
      builder.endRow(i);
    }
    return builder.build();
  }

  @Test
  void secretsAreFoundWhereverTheyStandInAColumn() {
    List<String> secrets =
        List.of(
            card("4", 13),
            card("4", 16),
            card("4", 19),
            card("4", 16).replaceAll("(.{4})(?!$)", "$1 "),
            card("4", 16).replaceAll("(.{4})(?!$)", "$1-"),
            card("37", 15).replaceAll("(.{4})(.{6})(.{5})", "$1 $2 $3"),
            card("36", 14).replaceAll("(.{4})(.{6})(.{4})", "$1-$2-$3"),
            "pwd=hunter2",
            "ghp" + "_" + random(36),
            "a://b:c@d");
    for (String secret : secrets) {
      for (int before = 0; before < 30; before++) {
        for (int behind = 0; behind < 30; behind += 7) {
          EventBatchBuilder builder = new EventBatchBuilder();
          for (String value :
              List.of("7".repeat(before), "x " + secret, secret, "7".repeat(behind), "card")) {
            builder.beginRow();
            builder.add("card", ValueType.STRING, value);
            builder.endRow(1);
          }
          EventBatch batch = builder.build();
          EventColumn column = Redacted.DEFAULT.redact(batch).columns().getFirst();
          String what = secret + " behind " + before + " and before " + behind;
          assertThat(column.text(0)).as(what).isEqualTo("7".repeat(before));
          assertThat(column.text(1)).as(what).isNotEqualTo("x " + secret).contains("[redacted:");
          assertThat(column.text(2)).as(what).isNotEqualTo(secret).contains("[redacted:");
          assertThat(column.text(3)).as(what).isEqualTo("7".repeat(behind));
          assertThat(column.text(4)).as(what).isEqualTo("card");
        }
      }
    }
  }

  @Test
  void whatIsCleanAsANumberIsNoReasonToPassOverTheSameText() {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < 100; i++) {
      builder.beginRow();
      builder.add("_msg", i % 2 == 0 ? ValueType.NUMBER : ValueType.STRING, "a://b:cd@e");
      builder.endRow(i);
    }
    EventColumn column = Redacted.DEFAULT.redact(builder.build()).columns().getFirst();
    for (int i = 0; i < 100; i++) {
      assertThat(column.text(i))
          .isEqualTo(i % 2 == 0 ? "a://b:cd@e" : "a://b:[redacted:url-password]@e");
    }
  }

  @Test
  void idsTimesAndTracesAreNoCards() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < 200_000; i++) {
      builder.beginRow();
      long a = random.nextLong();
      long b = random.nextLong();
      builder.add("trace", ValueType.STRING, "%016x%016x".formatted(a, b));
      builder.add("span", ValueType.STRING, "%016x".formatted(a));
      builder.add("uuid", ValueType.STRING, new UUID(a, b).toString());
      builder.add(
          "message",
          ValueType.STRING,
          Long.toString(a >>> 1 | 1L << 62) + " took " + (a & 0xffffff));
      builder.add("nanos", ValueType.STRING, Long.toString(1_763_700_000_000_000_000L + (a >>> 8)));
      builder.add(
          "x",
          ValueType.STRING,
          "at "
              + (1_763_700_000_000L + (a >>> 30))
              + " and "
              + (1_763_700_000_000_000L + (a >>> 22)));
      builder.add(
          "order_id", ValueType.STRING, "" + Long.remainderUnsigned(a, 10_000_000_000_000_000L));
      builder.endRow(i);
      if (builder.rows() == 5_000) {
        EventBatch batch = builder.build();
        assertThat(Redacted.DEFAULT.redact(batch)).as("seed %d", seed).isSameAs(batch);
      }
    }
  }

  @Test
  void manyThreadsShareOneRedactor() throws Exception {
    Redactor redactor = new Redactor(RedactOptions.DEFAULTS.withPattern("badge", "B-[0-9]{6}", ""));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 2_000; i++) {
                assertThat(text(redactor, "B-123456 t" + thread + " password=x" + i))
                    .isEqualTo("[redacted:badge] t" + thread + " password=[redacted:password]");
                assertThat(field(redactor, "f" + i + ".token", ValueType.STRING, "abc"))
                    .isEqualTo("[redacted:token]");
              }
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(redactor.counts())
        .containsEntry("badge", 16_000L)
        .containsEntry("password", 16_000L)
        .containsEntry("token", 16_000L);
  }

  @Test
  void whatIsStoredHasNoSecretsAndKeepsItsPositions() throws Exception {
    Redactor redactor = new Redactor(RedactOptions.DEFAULTS);
    try (Store store = Store.open(directory, new StoreOptions())) {
      Intake intake = new RedactingIntake(Intake.of(store), redactor);
      EventBatchBuilder builder = new EventBatchBuilder();
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "login password=hunter2");
      builder.endRow(1_700_000_000_000_000_000L);
      intake.append(builder.build(), List.of(new SourcePosition("s", "17"))).join();
      assertThat(StoredRows.of(store, "_msg"))
          .containsExactly("login password=[redacted:password]");
      assertThat(intake.positions()).containsEntry("s", "17");
    }
    assertThat(redactor.counts()).containsEntry("password", 1L);
  }

  @Test
  void whatIsRequiredOfARegexIsFound() {
    assertThat(literal("abcdefghij")).isEqualTo("abcdefgh");
    assertThat(literal("x?abc+d")).isEqualTo("abc");
    assertThat(literal("(?:foo|bar)baz")).isEqualTo("baz");
    assertThat(literal("[0-9]{4}-(?P<secret>hello)")).isEqualTo("hello");
    assertThat(literal("a\\.b\\-c")).isEqualTo("a.b-c");
    for (String none :
        List.of(
            "abc|def",
            "(abc)?",
            "(abc){0,2}",
            "a.b.c",
            "[abc]+",
            "\\x41bc",
            "\\Qabc\\E",
            "(?s)abc",
            "abc*",
            "(?i)kss",
            "a{3}b")) {
      assertThat(literal(none)).as(none).isIn("none", "abX");
    }
  }

  private static String literal(String regex) {
    Gram gram = RequiredLiteral.of(regex);
    if (gram == null) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    for (ByteSet set : gram.bytes()) {
      for (byte b : "abcdefghijklmnopqrstuvwxyz.-".getBytes(StandardCharsets.UTF_8)) {
        if (set.contains(b)) {
          text.append((char) b);
        }
      }
    }
    return text.toString();
  }
}
