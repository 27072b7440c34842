package dev.cordwood.collect.redact;

import java.util.List;

/// `https://hooks.slack.com/services/…`: who knows the address may post.
final class SlackWebhooks implements Detector {
  private static final byte[] HOST = Words.bytes("hooks.slack.com/");
  private static final byte[][] KINDS = Words.list("services/", "workflows/", "triggers/");
  private static final ByteSet PATH = ByteSet.of("A-Za-z0-9/_+-");
  private static final int MIN_SECRET = 16;

  @Override
  public List<Gram> grams() {
    return List.of(Gram.exact("slack.co").at(6));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    if (!value.startsAt(at, HOST)) {
      return;
    }
    for (byte[] kind : KINDS) {
      int secret = at + HOST.length + kind.length;
      if (value.startsAt(at + HOST.length, kind)) {
        int end = PATH.run(value.data, secret, value.to);
        if (end - secret >= MIN_SECRET) {
          found.add(secret, end, BuiltInRule.SLACK_WEBHOOK.ordinal());
        }
      }
    }
  }
}
