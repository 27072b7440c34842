package dev.cordwood.collect.redact;

import org.jspecify.annotations.Nullable;

/// Which names stand before a secret: those that end in one of a few words. `DB_PASSWORD`,
/// `accessToken`, `user.password` and `x-api-key` do, `password_expired` and `token_count` do not.
final class SecretNames {
  private static final byte[][] PASSWORDS =
      Words.list("password", "passwd", "pwd", "passphrase", "passwort", "kennwort");
  private static final byte[][] PASS = Words.list("_pass", "-pass", ".pass");
  private static final byte[][] SECRETS = Words.list("secret");
  private static final byte[][] TOKENS = Words.list("token");
  private static final byte[] KEY = Words.bytes("key");
  private static final byte[][] KINDS_OF_KEY =
      Words.list(
          "api",
          "access",
          "secret",
          "private",
          "account",
          "auth",
          "encryption",
          "signing",
          "shared",
          "master",
          "storage");
  private static final byte[][] AUTHORIZATIONS = Words.list("authorization");
  private static final byte[][] COOKIES =
      Words.list("cookie", "cookies", "set-cookie", "set_cookie", "setcookie");
  private static final byte[][] AWS = Words.list("secret_access_key", "secretaccesskey");

  private SecretNames() {}

  /// @param start where the name's last dotted part begins, or earlier
  /// @return null when the name is none
  static @Nullable BuiltInRule ruleOf(byte[] name, int start, int end) {
    if (end - start < 3) {
      return null;
    }
    return switch (Words.lower(name[end - 1])) {
      case 'd', 'e', 't' -> plainWord(name, start, end);
      case 'n' -> {
        if (Words.endsWithOneOf(name, start, end, TOKENS)) {
          yield BuiltInRule.TOKEN;
        }
        if (Words.endsWithOneOf(name, start, end, AUTHORIZATIONS)) {
          yield BuiltInRule.AUTHORIZATION;
        }
        yield null;
      }
      case 's' -> {
        if (isPass(name, start, end)) {
          yield BuiltInRule.PASSWORD;
        }
        if (isCookie(name, start, end)) {
          yield BuiltInRule.COOKIE;
        }
        yield null;
      }
      case 'y' -> key(name, start, end);
      default -> null;
    };
  }

  private static @Nullable BuiltInRule plainWord(byte[] name, int start, int end) {
    if (Words.endsWithOneOf(name, start, end, PASSWORDS)) {
      return BuiltInRule.PASSWORD;
    }
    if (Words.endsWithOneOf(name, start, end, SECRETS)) {
      return BuiltInRule.SECRET;
    }
    return isCookie(name, start, end) ? BuiltInRule.COOKIE : null;
  }

  private static boolean isPass(byte[] name, int start, int end) {
    boolean whole = end - start == 4 && Words.equal(name, start, Words.bytes("pass"));
    return whole || Words.endsWithOneOf(name, start, end, PASS);
  }

  private static boolean isCookie(byte[] name, int start, int end) {
    for (byte[] cookie : COOKIES) {
      int at = end - cookie.length;
      if (Words.endsWith(name, start, end, cookie) && (at == start || name[at - 1] == '.')) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable BuiltInRule key(byte[] name, int start, int end) {
    if (!Words.endsWith(name, start, end, KEY)) {
      return null;
    }
    int before = end - KEY.length;
    if (before > start && (name[before - 1] == '_' || name[before - 1] == '-')) {
      before--;
    }
    return Words.endsWithOneOf(name, start, before, KINDS_OF_KEY) ? BuiltInRule.KEY : null;
  }

  /// Whether the name is that of a secret key of AWS.
  static boolean isAwsSecret(byte[] name, int start, int end) {
    return Words.endsWithOneOf(name, start, end, AWS);
  }

  /// Whether the name is `pwd`, which is as often a folder.
  static boolean mayBeFolder(byte[] name, int start, int end) {
    return Words.endsWith(name, start, end, Words.bytes("pwd"));
  }
}
