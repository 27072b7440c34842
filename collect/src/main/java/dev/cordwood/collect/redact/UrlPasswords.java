package dev.cordwood.collect.redact;

import java.util.List;

/// The password in `scheme://user:password@host`, also where the slashes are escaped as in JSON.
final class UrlPasswords implements Detector {
  private static final ByteSet SCHEME = ByteSet.of("A-Za-z0-9+.-");
  private static final ByteSet ENDS = ByteSet.of("/?#\"'`<>\\");

  @Override
  public List<Gram> grams() {
    ByteSet user = ENDS.complement();
    return List.of(Gram.exact("://").then(user).then(user), Gram.exact(":\\/\\/"));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    if (!value.precededBy(SCHEME, at)) {
      return;
    }
    int from = data[at + 1] == '\\' ? at + 5 : at + 3;
    int limit = Math.min(value.to, from + Limits.MAX_USER_INFO_BYTES);
    int colon = -1;
    int host = -1;
    for (int i = from; i < limit && data[i] != ' ' && !isEnd(data[i]); i++) {
      if (data[i] == ':' && colon < 0) {
        colon = i;
      } else if (data[i] == '@') {
        host = i;
      }
    }
    if (colon < 0 || host < colon || SecretText.isNothing(data, colon + 1, host)) {
      return;
    }
    found.add(colon + 1, host, BuiltInRule.URL_PASSWORD.ordinal());
  }

  private static boolean isEnd(byte b) {
    return (b >= 0 && b <= ' ') || ENDS.contains(b);
  }
}
