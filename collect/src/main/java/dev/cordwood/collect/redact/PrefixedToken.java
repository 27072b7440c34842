package dev.cordwood.collect.redact;

import java.util.List;

/// A token that is known by how it begins: the whole token is the secret.
///
/// @param prefix what it begins with, spelled exactly so
/// @param gram a gram within the prefix
/// @param rest what follows
/// @param minRest how much of that at least
/// @param maxRest how much at most; where more follows it is something else
record PrefixedToken(
    BuiltInRule rule,
    String prefix,
    byte[] prefixBytes,
    Gram gram,
    ByteSet rest,
    int minRest,
    int maxRest)
    implements Detector {
  private static final int ENDLESS = Integer.MAX_VALUE;

  private static PrefixedToken token(
      BuiltInRule rule, String prefix, String rest, int minRest, int maxRest) {
    int length = Math.min(prefix.length(), Gram.MAX_BYTES);
    // of a long prefix the end, which is rarer in names of hosts and products
    int start = prefix.length() - length;
    ByteSet set = ByteSet.of(rest);
    ByteSet[] bytes = new ByteSet[Gram.MAX_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = i < length ? ByteSet.only((byte) prefix.charAt(start + i)) : set;
    }
    return new PrefixedToken(
        rule, prefix, Words.bytes(prefix), new Gram(bytes, start), set, minRest, maxRest);
  }

  private static PrefixedToken token(BuiltInRule rule, String prefix, String rest, int minRest) {
    return token(rule, prefix, rest, minRest, ENDLESS);
  }

  static List<PrefixedToken> all() {
    String url = "A-Za-z0-9_-";
    String word = "A-Za-z0-9_";
    String plain = "A-Za-z0-9";
    return List.of(
        token(BuiltInRule.GITHUB_TOKEN, "ghp_", word, 30),
        token(BuiltInRule.GITHUB_TOKEN, "gho_", word, 30),
        token(BuiltInRule.GITHUB_TOKEN, "ghu_", word, 30),
        token(BuiltInRule.GITHUB_TOKEN, "ghs_", "A-Za-z0-9_.-", 30),
        token(BuiltInRule.GITHUB_TOKEN, "ghr_", word, 30),
        token(BuiltInRule.GITHUB_TOKEN, "github_pat_", word, 40),
        token(BuiltInRule.GITLAB_TOKEN, "glpat-", "A-Za-z0-9_.-", 16),
        token(BuiltInRule.GITLAB_TOKEN, "glrt-", "A-Za-z0-9_.-", 16),
        token(BuiltInRule.GITLAB_TOKEN, "gldt-", "A-Za-z0-9_.-", 16),
        token(BuiltInRule.GITLAB_TOKEN, "glptt-", "A-Za-z0-9_.-", 16),
        token(BuiltInRule.SLACK_TOKEN, "xoxa-", "A-Za-z0-9-", 10),
        token(BuiltInRule.SLACK_TOKEN, "xoxb-", "A-Za-z0-9-", 10),
        token(BuiltInRule.SLACK_TOKEN, "xoxe-", "A-Za-z0-9-", 10),
        token(BuiltInRule.SLACK_TOKEN, "xoxp-", "A-Za-z0-9-", 10),
        token(BuiltInRule.SLACK_TOKEN, "xoxr-", "A-Za-z0-9-", 10),
        token(BuiltInRule.SLACK_TOKEN, "xoxs-", "A-Za-z0-9-", 10),
        token(BuiltInRule.SLACK_TOKEN, "xapp-1-", "A-Za-z0-9-", 20),
        token(BuiltInRule.GOOGLE_KEY, "AIza", url, 35),
        token(BuiltInRule.GOOGLE_KEY, "GOCSPX-", url, 20),
        token(BuiltInRule.GOOGLE_KEY, "ya29.", url, 20),
        token(BuiltInRule.STRIPE_KEY, "sk_live_", plain, 16),
        token(BuiltInRule.STRIPE_KEY, "rk_live_", plain, 16),
        token(BuiltInRule.STRIPE_KEY, "whsec_", "A-Za-z0-9+/=", 24),
        token(BuiltInRule.NPM_TOKEN, "npm_", plain, 36),
        token(BuiltInRule.PYPI_TOKEN, "pypi-Ag", url, 40),
        token(BuiltInRule.TWILIO_KEY, "SK", "0-9a-f", 32, 32),
        token(BuiltInRule.HUGGING_FACE_TOKEN, "hf_", "A-Za-z", 30),
        token(BuiltInRule.VAULT_TOKEN, "hvs.", url, 24),
        token(BuiltInRule.VAULT_TOKEN, "hvb.", url, 24),
        token(BuiltInRule.DOCKER_TOKEN, "dckr_pat_", url, 20),
        token(BuiltInRule.DIGITALOCEAN_TOKEN, "dop_v1_", "0-9a-f", 60),
        token(BuiltInRule.SHOPIFY_TOKEN, "shpat_", "0-9a-fA-F", 32),
        token(BuiltInRule.SHOPIFY_TOKEN, "shpss_", "0-9a-fA-F", 32));
  }

  @Override
  public List<Gram> grams() {
    return List.of(gram);
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    if (!value.startsAt(at, prefixBytes) || value.precededBy(ByteSet.WORD, at)) {
      return;
    }
    int from = at + prefixBytes.length;
    int end = rest.run(value.data, from, value.to);
    boolean goesOn = end < value.to && ByteSet.WORD.contains(value.data[end]);
    int length = end - from;
    if (length < minRest || length > maxRest || (maxRest < ENDLESS && goesOn)) {
      return;
    }
    found.add(at, end, rule.ordinal());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
