package dev.cordwood.collect.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Random batches against a search that has neither columns nor filters: every value on its own,
/// every detector at every place.
class RedactorPropertyTest {
  private static final RedactOptions OPTIONS =
      RedactOptions.DEFAULTS
          .withOn("email", "ip", "iban", "ssn", "cookie")
          .withPattern("badge", "B-[0-9]{3,6}", "")
          .withPattern("vowels", "[aeiou]{3,}", "\"\\é");

  private static final Redactor REDACTOR = new Redactor(OPTIONS);
  private static final Naive NAIVE = new Naive(OPTIONS);

  private static final String[] PIECES = {
    "password",
    "passwd",
    "pwd",
    "token",
    "secret",
    "api_key",
    "apiKey",
    "authorization",
    "cookie",
    "Bearer ",
    "Basic ",
    "=",
    ":",
    ": ",
    "\"",
    "\\\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    " ",
    "\n",
    "\\n",
    "&",
    "<",
    ">",
    "--",
    "://",
    "@",
    "user",
    "ghp" + "_",
    "sk" + "-",
    "AK" + "IA",
    "ey" + "J",
    "xox" + "b-",
    "SG.",
    "S" + "K",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    "4111 1111 1111 1111",
    "4111111111111111",
    "B-12345",
    "aeiou",
    "null",
    "***",
    "[redacted:token]",
    "ü",
    "😀",
    "\\",
    "10.0.0.1",
    "::1",
    "a@b.de",
    "123-45-6789",
    "DE89370400440532013000",
    "x",
    "Zz9",
    "0",
    "-",
    "_",
    ".",
    "/",
    "aa:AA",
    "123456789:AA"
  };

  @Test
  void batchesAreRedactedAsTheirValuesOneByOne() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 100; round++) {
      EventBatchBuilder builder = new EventBatchBuilder();
      boolean repeating = random.nextInt(4) == 0;
      int rows = repeating ? 200 : random.nextInt(1, 40);
      String repeated = text(random) + "-".repeat(60);
      for (int row = 0; row < rows; row++) {
        builder.beginRow();
        for (String name :
            List.of("_msg", "a.password", "list", "card.pan", "order_id", "_stream")) {
          if (random.nextInt(5) > 0) {
            String value = repeating && random.nextInt(9) > 0 ? repeated : text(random);
            boolean json = name.equals("list") && random.nextBoolean();
            if (name.equals("_stream")) {
              continue;
            }
            builder.add(name, json ? ValueType.JSON : ValueType.STRING, json ? json(value) : value);
          }
        }
        builder.endRow(row);
      }
      check(REDACTOR, builder.build(), "seed " + seed + " round " + round);
    }
  }

  @FuzzTest
  void anyValues(byte[] bytes) throws IOException {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (String value : new String(bytes, StandardCharsets.UTF_8).split("\u0001", -1)) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, value);
      builder.add("list", ValueType.JSON, json(value));
      builder.add("x.token", ValueType.STRING, value);
      builder.endRow(1);
    }
    check(REDACTOR, builder.build(), "fuzz");
  }

  private static void check(Redactor redactor, EventBatch batch, String what) throws IOException {
    EventBatch redacted = redactor.redact(batch);
    assertThat(redacted.columns()).hasSameSizeAs(batch.columns());
    for (int c = 0; c < batch.columns().size(); c++) {
      EventColumn before = batch.columns().get(c);
      EventColumn after = redacted.columns().get(c);
      assertThat(after.name()).isEqualTo(before.name());
      assertThat(after.size()).isEqualTo(before.size());
      for (int i = 0; i < before.size(); i++) {
        String text = after.text(i);
        boolean same =
            after.row(i) == before.row(i)
                && after.type(i) == before.type(i)
                && Utf8.isValid(after.data(), after.start(i), after.end(i))
                && text.equals(NAIVE.redact(before, i));
        if (!same) { // comparing is quick, describing is not
          assertThat(text)
              .as(what + ": " + before.name() + " = " + before.text(i))
              .isEqualTo(NAIVE.redact(before, i));
          assertThat(after.row(i) + " " + after.type(i))
              .isEqualTo(before.row(i) + " " + before.type(i));
          assertThat(Utf8.isValid(after.data(), after.start(i), after.end(i))).isTrue();
        }
        if (before.type(i) == ValueType.JSON && !shape(text).equals(shape(before.text(i)))) {
          assertThat(shape(text)).as(what + ": " + before.text(i)).isEqualTo(shape(before.text(i)));
        }
      }
    }
  }

  /// The tokens of JSON text, without what is in strings.
  private static List<String> shape(String json) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
        tokens.add(text ? token.name() : token.name() + parser.getText());
      }
    }
    return tokens;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(0, 14); n > 0; n--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append(Redacted.random(random.nextInt(1, 60)));
        case 1 -> text.append(random.nextLong());
        default -> text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }

  /// A list of JSON with the text in strings, in a name and as escapes.
  private static String json(String value) {
    StringBuilder json = new StringBuilder("[");
    JsonStrings.quote(value, json);
    json.append(",{");
    JsonStrings.quote(value, json);
    json.append(":17,\"password\":");
    JsonStrings.quote(value, json);
    json.append("},true,[\"");
    for (int i = 0; i < Math.min(value.length(), 40); i++) {
      json.append("\\u%04x".formatted((int) value.charAt(i)));
    }
    return json.append("\"]]").toString();
  }

  private static final class Naive {
    private final List<Detector> detectors = new ArrayList<>();
    private final List<Gram> grams = new ArrayList<>();
    private final List<Detector> byGram = new ArrayList<>();
    private final List<OwnPattern> own = new ArrayList<>();
    private final List<String> replacements = new ArrayList<>();
    private final FieldMeanings meanings;

    Naive(RedactOptions options) {
      Set<BuiltInRule> on = EnumSet.allOf(BuiltInRule.class);
      for (BuiltInRule rule : on) {
        replacements.add("[redacted:" + rule.id + "]");
      }
      detectors.addAll(
          List.of(
              new PrivateKeys(),
              new AwsKeys(true, true),
              new UrlPasswords(),
              new SlackWebhooks(),
              new HttpCredentials(),
              new JsonWebTokens(),
              new Assignments(on)));
      detectors.addAll(PrefixedToken.all());
      detectors.addAll(
          List.of(
              new SkKeys(),
              new SendGridKeys(),
              new TelegramTokens(),
              new Emails(),
              new IpAddresses(),
              new Ibans(),
              new SocialSecurityNumbers()));
      for (Detector detector : detectors) {
        for (Gram gram : detector.grams()) {
          grams.add(gram);
          byGram.add(detector);
        }
      }
      for (RedactPattern pattern : options.patterns()) {
        own.add(new OwnPattern(pattern, replacements.size()));
        replacements.add(
            pattern.replacement().isEmpty()
                ? "[redacted:" + pattern.id() + "]"
                : pattern.replacement());
      }
      meanings = new FieldMeanings(on, options);
    }

    String redact(EventColumn column, int index) {
      byte[] data = Arrays.copyOfRange(column.data(), column.start(index), column.end(index));
      FieldMeaning meaning = meanings.of(column.name());
      Spans spans = new Spans();
      BuiltInRule secret = meaning.secret();
      if (secret != null) {
        SecretField.find(data, 0, data.length, column.name(), secret, spans);
      } else {
        find(data, meaning.cards(), spans);
      }
      return replaced(data, spans, column.type(index) == ValueType.JSON);
    }

    private void find(byte[] data, CardField cards, Spans spans) {
      for (int at = 0; at < data.length; at++) {
        for (int i = 0; i < grams.size(); i++) {
          Gram gram = grams.get(i);
          if (at >= spans.coveredTo() && gram.standsAt(data, at, data.length)) {
            byGram.get(i).find(value(data, cards), at - gram.offset(), spans);
          }
        }
        CardNumbers.find(value(data, cards), at, spans);
      }
      for (OwnPattern pattern : own) {
        pattern.find(value(data, cards), 0, spans);
      }
    }

    private static TextValue value(byte[] data, CardField cards) {
      TextValue value = new TextValue(data, cards);
      value.begin(0, data.length);
      return value;
    }

    private String replaced(byte[] data, Spans spans, boolean json) {
      List<Spans.Span> merged = spans.merged();
      if (json) {
        merged = JsonText.clip(data, 0, data.length, merged);
      }
      String text = new String(data, StandardCharsets.ISO_8859_1);
      StringBuilder result = new StringBuilder(text);
      merged = new ArrayList<>(merged);
      merged.sort(Comparator.comparingInt(span -> -span.start()));
      for (Spans.Span span : merged) {
        String replacement = replacements.get(span.rule());
        if (json) {
          byte[] utf8 = Words.bytes(replacement);
          byte[] quoted = new byte[2 + utf8.length * JsonStrings.MAX_GROWTH];
          int end = JsonStrings.quote(utf8, 0, utf8.length, quoted, 0);
          replacement = new String(quoted, 1, end - 2, StandardCharsets.UTF_8);
        }
        result.replace(
            span.start(),
            span.end(),
            new String(Words.bytes(replacement), StandardCharsets.ISO_8859_1));
      }
      return new String(
          result.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }
}
