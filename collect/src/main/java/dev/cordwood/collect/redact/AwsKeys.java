package dev.cordwood.collect.redact;

import java.util.List;

/// Access key ids of AWS, and the secret key that stands beside one.
///
/// @param ids whether the ids are secret too
/// @param secrets whether to look for the secret key
record AwsKeys(boolean ids, boolean secrets) implements Detector {
  private static final ByteSet ID = ByteSet.of("A-Z0-9");
  private static final ByteSet SECRET = ByteSet.of("A-Za-z0-9+/");
  private static final int ID_LENGTH = 20;
  private static final int SECRET_LENGTH = 40;
  private static final int MAX_BETWEEN = 48;

  @Override
  public List<Gram> grams() {
    ByteSet[] bytes = {ByteSet.of("A"), ByteSet.of("KSBC"), ByteSet.of("IC"), ByteSet.of("A"), ID};
    return List.of(new Gram(bytes, 0));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    if (value.precededBy(ByteSet.WORD, at)) {
      return;
    }
    int end = ID.run(data, at, Math.min(value.to, at + ID_LENGTH + 1));
    if (end - at != ID_LENGTH || (end < value.to && ByteSet.WORD.contains(data[end]))) {
      return;
    }
    if (ids) {
      found.add(at, end, BuiltInRule.AWS_ACCESS_KEY_ID.ordinal());
    }
    if (secrets) {
      secretBehind(value, end, found);
    }
  }

  private static void secretBehind(TextValue value, int from, Spans found) {
    byte[] data = value.data;
    int limit = Math.min(value.to, from + MAX_BETWEEN);
    for (int at = from; at < limit; ) {
      int end = SECRET.run(data, at, Math.min(value.to, at + SECRET_LENGTH + 1));
      boolean goesOn = end < value.to && (data[end] == '=' || data[end] == '_');
      if (end - at == SECRET_LENGTH && !goesOn && SecretText.looksRandom(data, at, end)) {
        found.addBeside(at, end, BuiltInRule.AWS_SECRET_KEY.ordinal());
        return;
      }
      at = SECRET.run(data, at, limit) + 1;
    }
  }
}
