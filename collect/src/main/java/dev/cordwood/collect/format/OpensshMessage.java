package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// What sshd says about who comes and goes, the content of syslog messages: `Accepted publickey for
/// root from 10.0.0.1 port 5555 ssh2: …`, `Failed password for invalid user admin from …`, `Invalid
/// user admin from …`, `Connection closed by …`, and PAM's lines. The message stays whole.
final class OpensshMessage implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final FieldName result;
  private final FieldName method;
  private final FieldName user;
  private final FieldName remoteAddress;
  private final FieldName remotePort;

  OpensshMessage(LineFields fields) {
    result = fields.name("auth_result");
    method = fields.name("auth_method");
    user = fields.name("user");
    remoteAddress = fields.name("remote_address");
    remotePort = fields.name("remote_port");
  }

  @Override
  public String id() {
    return "openssh";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    fields.content(line, start, end);
    if (cursor.skip("message repeated ") && !cursor.until(" times: [ ")) {
      return false;
    }
    cursor.skip("error: ");
    return switch (cursor.peek()) {
      case 'A' -> cursor.startsWith("Accepted ") && attempt(fields);
      case 'F' -> cursor.startsWith("Failed ") && attempt(fields);
      case 'I' -> invalid(fields);
      case 'C' -> connection(fields);
      case 'D' -> cursor.skip("Disconnected from ") ? peer(fields) : disconnecting(fields);
      case 'R' -> cursor.skip("Received disconnect from ") && address(fields);
      case 'm' -> cursor.skip("maximum authentication attempts exceeded for ") && userFrom(fields);
      case 'p' -> pam(fields);
      case 'r' -> reverse(fields);
      default -> false;
    };
  }

  /// `Accepted method for user from address port 5555`.
  private boolean attempt(LineFields fields) {
    cursor.wordAndBlanks();
    boolean isAccepted = cursor.is("Accepted");
    FieldWord.add(fields, result, isAccepted ? FieldWord.ACCEPTED : FieldWord.FAILED);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, method);
    return cursor.skip("for ") && userFrom(fields);
  }

  private boolean invalid(LineFields fields) {
    if (!cursor.skip("Invalid user ")) {
      return false;
    }
    FieldWord.add(fields, result, FieldWord.INVALID_USER);
    return userFrom(fields);
  }

  /// A user up to the last `from`, since names that are tried may have blanks and anything else.
  private boolean userFrom(LineFields fields) {
    cursor.skip("invalid user ");
    int from = cursor.at();
    int found = -1;
    for (int i = cursor.end() - 5; i >= from; i--) {
      if (cursor.line()[i] == 'f' && Cursor.standsAt(cursor.line(), i, cursor.end(), "from ")) {
        found = i;
        break;
      }
    }
    if (found < 0) {
      return false;
    }
    cursor.token(from, Math.max(from, found - 1));
    cursor.addTextIfAny(fields, user);
    cursor.moveTo(found + 5);
    return address(fields);
  }

  private boolean connection(LineFields fields) {
    if (cursor.skip("Connection from ")) {
      return address(fields);
    }
    return (cursor.skip("Connection closed by ") || cursor.skip("Connection reset by "))
        && peer(fields);
  }

  private boolean disconnecting(LineFields fields) {
    if (cursor.skip("Did not receive identification string from ")) {
      return address(fields);
    }
    return cursor.skip("Disconnecting ") && peer(fields);
  }

  /// `[authenticating |invalid ]user name address port 5555`, or without the user.
  private boolean peer(LineFields fields) {
    cursor.skip("authenticating ");
    cursor.skip("invalid ");
    if (cursor.skip("user ")) {
      if (!cursor.wordAndBlanks()) {
        return false;
      }
      cursor.addText(fields, user);
    }
    return address(fields);
  }

  /// `10.0.0.1 port 5555`, `10.0.0.1: 11: …`, `10.0.0.1`.
  private boolean address(LineFields fields) {
    if (!cursor.word()) {
      return false;
    }
    int to = cursor.to();
    if (cursor.line()[to - 1] == ':') {
      to--;
    }
    if (to == cursor.from()) {
      return false;
    }
    fields.text(remoteAddress, cursor.line(), cursor.from(), to);
    if (cursor.skip(" port ") && cursor.digits(5)) {
      cursor.addNumber(fields, remotePort);
    }
    return true;
  }

  /// `pam_unix(sshd:auth): authentication failure; … rhost=10.0.0.1 user=root` and
  /// `pam_unix(sshd:session): session opened for user root by (uid=0)`.
  private boolean pam(LineFields fields) {
    if (!cursor.skip("pam_unix(sshd:") || !cursor.until("): ")) {
      return false;
    }
    if (cursor.skip("authentication failure;")) {
      FieldWord.add(fields, result, FieldWord.FAILED);
      if (cursor.until("rhost=") && cursor.word()) {
        cursor.addText(fields, remoteAddress);
      }
      if (cursor.until("user=") && cursor.word()) {
        cursor.addText(fields, user);
      }
      return true;
    }
    if ((cursor.skip("session opened for user ") || cursor.skip("session closed for user "))
        && cursor.word()) {
      int to = cursor.from();
      while (to < cursor.to() && cursor.line()[to] != '(') { // root(uid=0)
        to++;
      }
      fields.text(user, cursor.line(), cursor.from(), to);
      return true;
    }
    return cursor.skip("check pass; user unknown");
  }

  /// `reverse mapping checking getaddrinfo for name [10.0.0.1] failed - POSSIBLE BREAK-IN
  /// ATTEMPT!`.
  private boolean reverse(LineFields fields) {
    if (!cursor.skip("reverse mapping checking getaddrinfo for ") || !cursor.until('[')) {
      return false;
    }
    if (!cursor.until(']')) {
      return false;
    }
    cursor.addText(fields, remoteAddress);
    return true;
  }
}
