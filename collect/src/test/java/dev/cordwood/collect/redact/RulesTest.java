package dev.cordwood.collect.redact;

import static dev.cordwood.collect.redact.Redacted.card;
import static dev.cordwood.collect.redact.Redacted.field;
import static dev.cordwood.collect.redact.Redacted.hex;
import static dev.cordwood.collect.redact.Redacted.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each rule finds, and what it leaves alone.
class RulesTest {
  /// @param text in which the secret stands as `§`
  record Case(String rule, String text, String secret) {
    @Override
    public String toString() {
      return rule + ": " + text.replace("\n", "\\n");
    }
  }

  private static final List<String> AROUND =
      List.of(
          "§",
          "got § from upstream",
          "\"§\"",
          "a=1,b=§;c",
          "(§)",
          "x: §\n",
          "<§>",
          "['§']",
          "https://h.example/p?q=§&r=1",
          "naïve § ünd");

  static List<Case> found() {
    List<Case> cases = new ArrayList<>();
    Map<String, List<String>> tokens =
        Map.ofEntries(
            Map.entry(
                "github-token",
                List.of(
                    "gh" + "p_" + random(36),
                    "gh" + "o_" + random(36),
                    "gh" + "u_" + random(36),
                    "gh" + "s_" + random(36),
                    "gh" + "r_" + random(36),
                    "github" + "_pat_" + random(22) + "_" + random(59))),
            Map.entry(
                "gitlab-token", List.of("gl" + "pat-" + random(20), "gl" + "rt-" + random(20))),
            Map.entry(
                "slack-token",
                List.of(
                    "xox" + "b-123456789012-" + random(24),
                    "xox" + "p-1-2-" + hex(32),
                    "xox" + "a-2-" + random(20),
                    "xox" + "r-" + random(20),
                    "xox" + "s-" + random(20),
                    "xapp" + "-1-A0-" + random(40))),
            Map.entry(
                "google-key",
                List.of(
                    "AI" + "za" + random(35),
                    "GOC" + "SPX-" + random(28),
                    "ya" + "29." + random(60))),
            Map.entry(
                "stripe-key",
                List.of(
                    "sk" + "_live_" + random(24),
                    "rk" + "_live_" + random(24),
                    "whs" + "ec_" + random(32))),
            Map.entry(
                "sk-key",
                List.of(
                    "s" + "k-" + random(48),
                    "s" + "k-proj-" + random(40),
                    "s" + "k-ant-api03-" + random(60),
                    "s" + "k-" + hex(32))),
            Map.entry("npm-token", List.of("np" + "m_" + random(36))),
            Map.entry("pypi-token", List.of("py" + "pi-AgEIcHlwaS5vcmc" + random(60))),
            Map.entry("sendgrid-key", List.of("S" + "G." + random(22) + "." + random(43))),
            Map.entry("twilio-key", List.of("S" + "K" + hex(32))),
            Map.entry("hugging-face-token", List.of("h" + "f_" + random(34, "abcdefXYZ"))),
            Map.entry("vault-token", List.of("hv" + "s." + random(90))),
            Map.entry("docker-token", List.of("dckr" + "_pat_" + random(27))),
            Map.entry("digitalocean-token", List.of("dop" + "_v1_" + hex(64))),
            Map.entry("shopify-token", List.of("shp" + "at_" + hex(32), "shp" + "ss_" + hex(32))),
            Map.entry(
                "aws-access-key-id",
                List.of(
                    "AK" + "IA" + random(16, "ABCDEFGH234567"),
                    "AS" + "IA" + random(16, "ABCDEFGH234567"))),
            Map.entry(
                "jwt",
                List.of(
                    "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxIn0." + random(43),
                    "ey" + "JhbGciOiJub25lIn0.ey" + "JzdWIiOiIxIn0")));
    tokens.forEach((rule, values) -> {
      for (String value : values) {
        AROUND.forEach(around -> cases.add(new Case(rule, around, value)));
      }
    });
    for (String number :
        List.of(
            card("4", 16),
            card("51", 16),
            card("55", 16),
            card("2300", 16),
            card("34", 15),
            card("37", 15),
            card("6011", 16),
            card("65", 16),
            card("3530", 16),
            card("36", 14),
            card("62", 16))) {
      for (String around :
          List.of(
              "§",
              "paid with § today",
              "card=§",
              "card number: §",
              "\"pan\":\"§\"",
              "(§)",
              "§, 12/26",
              "§ 12/26 123",
              "5 § 7",
              "ü§ö")) {
        cases.add(new Case("card", around, number));
        if (number.length() == 16) {
          cases.add(new Case("card", around, number.replaceAll("(....)(?=.)", "$1 ")));
          cases.add(new Case("card", around, number.replaceAll("(....)(?=.)", "$1-")));
        }
      }
    }
    cases.add(new Case("card", "amex §", card("37", 15).replaceFirst("(....)(......)", "$1 $2 ")));
    cases.add(new Case("card", "credit card §", card("4", 13)));
    cases.add(new Case("card", "visa §", card("4", 19)));
    String pem = "-----BEGIN RSA PRIVATE " + "KEY-----§-----END RSA PRIVATE " + "KEY-----";
    for (String body :
        List.of(
            "\n" + random(64) + "\n" + random(20) + "\n",
            "\\n" + random(64) + "\\n",
            "\r\nProc-Type: 4,ENCRYPTED\r\n\r\n" + random(64) + "\r\n",
            random(64),
            "\\\\n" + random(40) + "\\\\n")) {
      for (String around :
          List.of("%s", "key: %s done", "{\"k\":\"%s\"}", "private_key=%s", "private_key=\"%s\"")) {
        if (!around.contains("=\"")) {
          cases.add(new Case("private-key", around.replace("%s", pem), body));
        }
      }
    }
    for (String kind : List.of("", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ")) {
      cases.add(
          new Case(
              "private-key", "-----BEGIN " + kind + "PRIVATE " + "KEY-----§", "\n" + random(50)));
    }
    String basic =
        Base64.getEncoder().encodeToString("alice:opensesame".getBytes(StandardCharsets.UTF_8));
    for (String text :
        List.of(
            "Authorization: Bearer §",
            "authorization: bearer §, x",
            "Authorization=Bearer §",
            "\"Authorization\": \"Bearer §\"",
            "-H 'Authorization: Bearer §'",
            "{\"authorization\":[\"Bearer §\"]}",
            "Proxy-Authorization: Bearer §",
            "Authorization: Token §",
            "sent Bearer § to upstream",
            "{\\\"Authorization\\\":\\\"Bearer §\\\"}",
            "Authorization: §")) {
      cases.add(new Case("authorization", text, random(32)));
    }
    for (String text :
        List.of(
            "Authorization: Basic §", "authorization=Basic §", "Basic §", "header basic § seen")) {
      cases.add(new Case("authorization", text, basic));
    }
    for (String text :
        List.of(
            "postgres://app:§@db:5432/x",
            "redis://:§@cache",
            "https://bob:§@example.com/?a=1",
            "see amqp://u:§@h/v now",
            "'mongodb+srv://u:§@c0.mongodb.net'",
            "jdbc:mysql://u:§@h/db",
            "ftp://u:§@[::1]/",
            "https:\\/\\/u:§@h\\/p",
            "http://ü:§@h",
            "a://b:§@c")) {
      cases.add(new Case("url-password", text, "s3cret!"));
    }
    for (String text :
        List.of(
            "password=§",
            "passwd: §",
            "user=x password=§ ok",
            "\"password\":\"§\"",
            "'pwd' => '§'",
            "DB_PASSWORD=§",
            "?user=a&password=§&b=1",
            "user[password]=§",
            "user%5Bpassword%5D=§",
            "--password §",
            "--db-password=§",
            "{\\\"password\\\":\\\"§\\\"}",
            "<password>§</password>",
            "spring.datasource.password=§",
            "PASSWORD = \"§\"",
            "passphrase: \"§\"",
            "pwd=§;",
            "(password=§)",
            "smtp_pass=§",
            "Passwort: §",
            "password:§",
            "password%3D§&x",
            "password=§\\nnext=1")) {
      cases.add(new Case("password", text, "hunter2!x"));
    }
    cases.add(new Case("password", "\"password\":\"§\"", "with blanks, and \\\" quotes"));
    cases.add(new Case("password", "password=§", "123456"));
    for (String text :
        List.of(
            "token=§",
            "access_token=§&x",
            "\"refresh_token\": \"§\"",
            "csrfToken: '§'",
            "X-Auth-Token: §",
            "?token=§",
            "session-token=\"§\"",
            "--token §",
            "token => \"§\"",
            "id_token:§",
            "api.token = §")) {
      cases.add(new Case("token", text, random(24)));
    }
    for (String text :
        List.of(
            "secret=§",
            "client_secret=§&x",
            "\"clientSecret\": \"§\"",
            "CLIENT_SECRET: '§'",
            "app.secret=§",
            "webhook-secret = \"§\"",
            "--secret §",
            "?secret=§",
            "secret:§",
            "'secret' => '§'")) {
      cases.add(new Case("secret", text, random(24)));
    }
    for (String text :
        List.of(
            "api_key=§",
            "apiKey: \"§\"",
            "api-key=§&x",
            "X-Api-Key: §",
            "access_key=\"§\"",
            "APIKEY=§",
            "private_key: '§'",
            "secretKey=§",
            "AccountKey=§;",
            "SharedAccessKey=§",
            "encryption_key=§",
            "--api-key §")) {
      cases.add(new Case("key", text, random(24)));
    }
    for (String text :
        List.of(
            "aws_secret_access_key=§",
            "AWS_SECRET_ACCESS_KEY: §",
            "\"SecretAccessKey\": \"§\"",
            "secret_access_key = '§'",
            "aws.secretAccessKey=§")) {
      cases.add(new Case("aws-secret-key", text, random(40)));
    }
    for (String text :
        List.of(
            "bot123456789:§",
            "https://api.telegram.org/bot123456:§/getMe",
            "token 987654321:§ ok",
            "'12345678:§'",
            "(12345678:§)")) {
      cases.add(new Case("telegram-token", text, "AA" + random(33)));
    }
    for (String text :
        List.of(
            "https://hooks." + "slack.com/services/§",
            "post to hooks." + "slack.com/services/§ failed",
            "\"https://hooks." + "slack.com/workflows/§\"")) {
      cases.add(new Case("slack-webhook", text, "T000/B000/" + random(24)));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("found")
  void takesTheSecretOutAndLeavesTheRest(Case each) {
    String redacted = Redacted.text(each.text.replace("§", each.secret));
    assertThat(redacted).isEqualTo(each.text.replace("§", "[redacted:" + each.rule + "]"));
    assertThat(Redacted.text(redacted)).as("once more").isEqualTo(redacted);
  }

  static List<String> left() {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "password_expired=true",
                "password_expired: 2026-11-20",
                "passwords=5",
                "token_count=17",
                "tokens: 512",
                "token=12345",
                "token: 42",
                "invalid token: identifier",
                "unexpected token: '}'",
                "unexpected token '}'",
                "password: ***",
                "password=****",
                "password=",
                "password=\"\"",
                "password=null",
                "\"password\":null",
                "\"password\": true",
                "using password: YES",
                "password: incorrect",
                "password: is required",
                "Failed password for root from 10.0.0.1 port 22 ssh2",
                "password == other",
                "Token::Type",
                "token:",
                "password={id: 5}",
                "token=[1,2]",
                "PWD=/home/alice ; USER=root ; COMMAND=/bin/ls",
                "pwd=~/src",
                "pass: 10 fail: 2",
                "pass=10 fail=2",
                "bypass=x",
                "secretary: Bob Miller",
                "secret: none",
                "key=value",
                "cache miss for key user:4711",
                "primary_key=abcdefgh12345678",
                "monkey=abcdefgh1234",
                "publickey: abcdefgh12345678",
                "token_type=Bearer",
                "password-less: login",
                "password.length: 8",
                "Bearer authentication failed",
                "Basic authentication required",
                "basic auth",
                "the bearer of this",
                "Authorization: denied",
                "authorization failed for user bob",
                "authorization: none",
                "http://example.com:8080/path@x",
                "https://example.com/a:b@c",
                "ssh://git@github.com/a/b.git",
                "mailto://bob@example.com",
                "http://user:@host/",
                "https://u:***@h",
                "://a:b@c",
                "ghp_short",
                "php_" + random(36),
                "gh" + "x_" + random(36),
                "glpat-short",
                "xoxz-" + random(20),
                "AIzashort",
                "task-" + random(40),
                "risk-" + random(40),
                "s" + "k-some-long-file-name-of-lowercase-words",
                "sk_test_" + random(24),
                "npm_config_registry=https://r",
                "npm_lifecycle_event",
                "pypi-simple-index-of-things",
                "msg.SG.x.y",
                "SG.x.y",
                "S" + "K" + hex(31),
                "S" + "K" + hex(33),
                "TAS" + "K" + hex(32),
                "eyJhbGciOiJ.abc.def",
                "eyJhbGciOiJIUzI1NiJ9",
                "12:AAAA",
                "aa:AA:bb:AA:cc:dd",
                "12345678:AAshort",
                "AKIASHORT",
                "XAKIA" + random(16, "ABC2"),
                "AK" + "IA" + random(17, "ABC234"),
                "Europe/ASIA",
                "-----BEGIN CERTIFICATE-----" + random(64) + "-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC " + "KEY-----" + random(64),
                "----- BEGIN -----",
                "half_" + random(40, "abc"),
                "https://hooks." + "slack.com/",
                "slack.com/services/T/B/" + random(24),
                "${DB_PASSWORD}",
                "password=${DB_PASSWORD}",
                "token={{ token }}",
                "password=<redacted>",
                "password=[FILTERED]",
                "2026-11-20 12:34:56 4 5 6",
                "0000000000000000",
                "1234567890123456",
                "4111 1111 1111 1112",
                "order 1700000000000000000",
                "1763700000000 1763700000000",
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "192.168.100.200 10.20.30.40",
                "+49 30 1234567890",
                "0.4111111111111111",
                "----------------",
                "                ",
                "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6"));
    String number = card("4", 16);
    texts.addAll(
        List.of(
            "a" + number,
            number + "b",
            "_" + number,
            number + "_",
            "x-" + number,
            number + "-1",
            "1." + number,
            number + ".5",
            "/orders/" + number,
            "0" + number,
            number + "0",
            "id=" + number,
            "order_id: " + number,
            "\"traceId\":\"" + number + "\"",
            "seq " + number,
            "timestamp=" + number,
            "1234 " + number.replaceAll("(....)(?=.)", "$1 "),
            number.replaceAll("(....)(?=.)", "$1 ") + " 5678",
            number.replaceAll("(....)(?=.)", "$1-") + "-12",
            number.replaceAll("(....)(?=.)", "$1  ")));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("left")
  void leavesAlone(String text) {
    assertThat(Redacted.text(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("secretFields")
  void fieldsWithTheNameOfASecretAreRedactedWhole(Map.Entry<String, String> each) {
    assertThat(field(each.getKey(), "my value, with all"))
        .isEqualTo("[redacted:" + each.getValue() + "]");
    for (String empty : List.of("", "***", "null", "true", "[redacted:password]", "x")) {
      if (!empty.equals("x")) {
        assertThat(field(each.getKey(), empty)).isEqualTo(empty);
      }
    }
  }

  static List<Map.Entry<String, String>> secretFields() {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String name :
        List.of(
            "password",
            "Password",
            "user.password",
            "db_password",
            "passwd",
            "PWD",
            "passphrase",
            "a.b.pass",
            "smtp_pass",
            "oldPassword")) {
      fields.add(Map.entry(name, "password"));
    }
    for (String name :
        List.of(
            "token",
            "access_token",
            "user.accessToken",
            "X-Auth-Token",
            "refresh-token",
            "TOKEN")) {
      fields.add(Map.entry(name, "token"));
    }
    for (String name : List.of("secret", "client_secret", "clientSecret", "oauth.client-secret")) {
      fields.add(Map.entry(name, "secret"));
    }
    for (String name :
        List.of(
            "api_key",
            "apikey",
            "x-api-key",
            "http.headers.X-Api-Key",
            "privateKey",
            "aws.access_key",
            "secret-key")) {
      fields.add(Map.entry(name, "key"));
    }
    fields.add(Map.entry("Authorization", "authorization"));
    fields.add(Map.entry("request.headers.authorization", "authorization"));
    return fields;
  }

  @ParameterizedTest
  @MethodSource("otherFields")
  void otherFieldsAreNot(String name) {
    assertThat(field(name, "my value, with all")).isEqualTo("my value, with all");
  }

  static List<String> otherFields() {
    return List.of(
        "password_expired",
        "token_count",
        "tokens",
        "passwords",
        "key",
        "cache_key",
        "public_key",
        "cookie",
        "set-cookie",
        "password.length",
        "secretary",
        "token_type",
        "author",
        "bypass",
        "compass",
        "authorization_status");
  }
}
