package dev.cordwood.collect.redact;

/// The rules that need no configuration. The order matters where two find the same text: the first
/// gives its name.
enum BuiltInRule {
  PRIVATE_KEY("private-key", true, "Private keys in PEM form"),
  AWS_ACCESS_KEY_ID("aws-access-key-id", true, "Access key ids of AWS"),
  AWS_SECRET_KEY(
      "aws-secret-key", true, "Secret access keys of AWS, behind their name or their id"),
  AUTHORIZATION(
      "authorization", true, "The header Authorization, and Bearer or Basic with credentials"),
  JWT("jwt", true, "JSON Web Tokens"),
  URL_PASSWORD("url-password", true, "The password in scheme://user:password@host"),
  GITHUB_TOKEN("github-token", true, "Tokens of GitHub"),
  GITLAB_TOKEN("gitlab-token", true, "Tokens of GitLab"),
  SLACK_TOKEN("slack-token", true, "Tokens of Slack"),
  SLACK_WEBHOOK("slack-webhook", true, "Addresses of Slack webhooks"),
  GOOGLE_KEY("google-key", true, "API keys, client secrets and access tokens of Google"),
  STRIPE_KEY("stripe-key", true, "Live keys and webhook secrets of Stripe"),
  SK_KEY("sk-key", true, "Keys that begin with sk-, as those of OpenAI and Anthropic"),
  NPM_TOKEN("npm-token", true, "Tokens of npm"),
  PYPI_TOKEN("pypi-token", true, "Tokens of PyPI"),
  SENDGRID_KEY("sendgrid-key", true, "Keys of SendGrid"),
  TWILIO_KEY("twilio-key", true, "API keys of Twilio"),
  TELEGRAM_TOKEN("telegram-token", true, "Tokens of Telegram bots"),
  HUGGING_FACE_TOKEN("hugging-face-token", true, "Tokens of Hugging Face"),
  VAULT_TOKEN("vault-token", true, "Tokens of HashiCorp Vault"),
  DOCKER_TOKEN("docker-token", true, "Access tokens of Docker Hub"),
  DIGITALOCEAN_TOKEN("digitalocean-token", true, "Tokens of DigitalOcean"),
  SHOPIFY_TOKEN("shopify-token", true, "Tokens of Shopify"),
  PASSWORD("password", true, "What is assigned to password, passwd, pwd, pass, passphrase"),
  SECRET("secret", true, "What is assigned to secret, client_secret"),
  TOKEN("token", true, "What is assigned to token, access_token"),
  KEY("key", true, "What is assigned to api_key, access_key, private_key, secret_key"),
  FIELD("field", true, "Fields named in redact.fields"),
  CARD("card", true, "Numbers of payment cards"),
  COOKIE("cookie", false, "What is assigned to cookie, set-cookie"),
  EMAIL("email", false, "E-mail addresses"),
  IP("ip", false, "IPv4 and IPv6 addresses"),
  IBAN("iban", false, "Numbers of bank accounts"),
  SSN("ssn", false, "Social security numbers of the USA");

  final String id;
  final boolean byDefault;
  final String what;

  BuiltInRule(String id, boolean byDefault, String what) {
    this.id = id;
    this.byDefault = byDefault;
    this.what = what;
  }
}
