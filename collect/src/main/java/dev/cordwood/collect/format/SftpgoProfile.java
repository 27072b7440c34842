package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Row;
import dev.cordwood.event.ValueType;
import dev.cordwood.event.WatchedFields;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says what SFTPGo's lines mean in the same fields for all of its kinds of lines and versions,
/// beside the fields that the line has: `remote_address`, `remote_port`, `action`, `user`, `bytes`,
/// `path`, `success` (`true` or `false`), `duration_ms`. A line is SFTPGo's by its `level`, `time`
/// and `sender` and by what its kind of lines has beside them. A field that the line has itself is
/// left as it is.
final class SftpgoProfile {
  /// The kinds of lines.
  private enum Kind {
    UPLOAD("Upload", "upload"),
    DOWNLOAD("Download", "download"),
    RENAME("Rename", "rename"),
    REMOVE_FOLDER("Rmdir", "rmdir"),
    MAKE_FOLDER("Mkdir", "mkdir"),
    SYMLINK("Symlink", "symlink"),
    REMOVE("Remove", "remove"),
    CHANGE_MODE("Chmod", "chmod"),
    CHANGE_OWNER("Chown", "chown"),
    CHANGE_TIMES("Chtimes", "chtimes"),
    TRUNCATE("Truncate", "truncate"),
    COPY("Copy", "copy"),
    SET_STAT("SetStat", "setstat"),
    SSH_COMMAND("SSHCommand", "ssh_command"),
    LOGIN("login", "login"),
    FAILED("connection_failed", "login_failed"),
    DEFENDER("defender", "defender"),
    HTTP("httpd", "http"),
    WEBDAV("webdavd", "http"),
    /// What the program tells of itself, by any other sender.
    APPLICATION("", "");

    final byte[] sender;
    final byte[] action;

    Kind(String sender, String action) {
      this.sender = Ascii.bytes(sender);
      this.action = Ascii.bytes(action);
    }
  }

  private static final Kind[] KINDS = Kind.values();
  private static final byte[] BAN = Ascii.bytes("ban");
  private static final byte[] BANNED = Ascii.bytes("banned");
  private static final byte[] REFUSED = Ascii.bytes("connection_failed");
  private static final byte[] NO_AUTH = Ascii.bytes("no_auth_tried");
  private static final byte[] TRUE = Ascii.bytes("true");
  private static final byte[] FALSE = Ascii.bytes("false");
  private static final byte[] FORMAT = Ascii.bytes("sftpgo");

  /// How versions before 2.7 told of a login.
  private static final byte[] OLD_LOGIN = Ascii.bytes("User id: ");

  private static final byte[] LOGGED_IN = Ascii.bytes("logged in with: ");
  private static final byte[] OLD_USER = Ascii.bytes("username: ");

  private @Nullable Names names;
  private boolean known;

  /// The handles of the fields that are added.
  private record Names(
      FieldName address,
      FieldName port,
      FieldName action,
      FieldName user,
      FieldName bytes,
      FieldName path,
      FieldName success,
      FieldName duration,
      FieldName format) {
    static Names of(Row row) {
      return new Names(
          row.name("remote_address"),
          row.name("remote_port"),
          row.name("action"),
          row.name("user"),
          row.name("bytes"),
          row.name("path"),
          row.name("success"),
          row.name("duration_ms"),
          row.name("_format"));
    }
  }

  /// Another source's lines come.
  void reset() {
    known = false;
  }

  /// @return whether the line is SFTPGo's
  boolean enrich(Row row, WatchedFields fields) {
    if (!fields.hasText(JsonFlavours.SENDER)
        || fields.type(JsonFlavours.LEVEL) != ValueType.STRING) {
      return false;
    }
    Kind kind = kind(fields);
    if (kind == Kind.APPLICATION) {
      return application(row, fields);
    }
    Names to = names(row);
    known = true;
    add(row, to.format, ValueType.STRING, FORMAT);
    add(row, to.action, ValueType.STRING, action(kind, fields));
    copy(row, fields, JsonFlavours.USERNAME, to.user);
    remote(row, fields, to);
    switch (kind) {
      case UPLOAD, DOWNLOAD -> {
        number(row, fields, JsonFlavours.SIZE_BYTES, to.bytes);
        path(row, fields, to);
        number(row, fields, JsonFlavours.ELAPSED_MS, to.duration);
        success(row, to, !failed(fields));
      }
      case LOGIN -> success(row, to, true);
      case FAILED -> success(row, to, false);
      case HTTP, WEBDAV -> {
        copy(row, fields, JsonFlavours.URI, to.path);
        number(row, fields, JsonFlavours.ELAPSED_MS, to.duration);
        success(row, to, JsonFlavours.number(fields, JsonFlavours.RESP_STATUS) < 400);
      }
      case DEFENDER, APPLICATION -> {}
      default -> {
        path(row, fields, to);
        number(row, fields, JsonFlavours.ELAPSED, to.duration);
        success(row, to, !failed(fields));
      }
    }
    return true;
  }

  private Names names(Row row) {
    Names made = names;
    if (made == null) {
      made = Names.of(row);
      names = made;
    }
    return made;
  }

  /// By the sender, and by a field that only SFTPGo's lines of this kind have.
  private static Kind kind(WatchedFields fields) {
    byte[] source = fields.source(JsonFlavours.SENDER);
    int start = fields.start(JsonFlavours.SENDER);
    int end = fields.end(JsonFlavours.SENDER);
    Kind found = Kind.APPLICATION;
    for (Kind kind : KINDS) {
      if (kind.sender.length == end - start && Ascii.equal(source, start, end, kind.sender)) {
        found = kind;
        break;
      }
    }
    boolean fits =
        switch (found) {
          case APPLICATION -> true;
          case HTTP, WEBDAV -> fields.has(JsonFlavours.RESP_STATUS);
          case DEFENDER -> fields.has(JsonFlavours.EVENT) && fields.has(JsonFlavours.CLIENT_IP);
          case FAILED -> fields.has(JsonFlavours.LOGIN_TYPE) || fields.has(JsonFlavours.CLIENT_IP);
          case LOGIN -> fields.has(JsonFlavours.IP) && fields.has(JsonFlavours.USERNAME);
          default ->
              fields.has(JsonFlavours.USERNAME)
                  && (fields.has(JsonFlavours.FILE_PATH)
                      || fields.has(JsonFlavours.PROTOCOL)
                      || fields.has(JsonFlavours.CONNECTION_ID));
        };
    return fits ? found : Kind.APPLICATION;
  }

  private static byte[] action(Kind kind, WatchedFields fields) {
    if (kind == Kind.DEFENDER && is(fields, JsonFlavours.EVENT, BANNED)) {
      return BAN;
    }
    if (kind == Kind.FAILED && is(fields, JsonFlavours.LOGIN_TYPE, NO_AUTH)) {
      return REFUSED;
    }
    return kind.action;
  }

  /// Lines of the program itself have no fields of their own but `connection_id`; once one of the
  /// other kinds has been seen from the same source they are known to be SFTPGo's too.
  private boolean application(Row row, WatchedFields fields) {
    byte[] message = row.messageStartsWith(OLD_LOGIN) ? row.messageCandidate() : null;
    if (message != null && Ascii.contains(message, 0, message.length, LOGGED_IN)) {
      Names to = names(row);
      known = true;
      add(row, to.format, ValueType.STRING, FORMAT);
      add(row, to.action, ValueType.STRING, Kind.LOGIN.action);
      success(row, to, true);
      byte[] user = oldUser(message);
      if (user.length > 0) {
        add(row, to.user, ValueType.STRING, user);
      }
      return true;
    }
    if (!known && !fields.has(JsonFlavours.CONNECTION_ID)) {
      return false;
    }
    Names to = names(row);
    add(row, to.format, ValueType.STRING, FORMAT);
    remote(row, fields, to);
    return true;
  }

  /// `… username: "bob"` or `username: bob, …`.
  private static byte[] oldUser(byte[] message) {
    int at = Ascii.indexOf(message, 0, message.length, OLD_USER);
    if (at < 0) {
      return new byte[0];
    }
    int from = at + OLD_USER.length;
    boolean quoted = from < message.length && message[from] == '"';
    int to = quoted ? ++from : from;
    while (to < message.length
        && message[to] != '"'
        && (quoted || (message[to] != ',' && message[to] != ' '))) {
      to++;
    }
    return new String(message, from, to - from, StandardCharsets.UTF_8)
        .strip()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean failed(WatchedFields fields) {
    byte[] source = fields.source(JsonFlavours.LEVEL);
    int start = fields.start(JsonFlavours.LEVEL);
    String level =
        new String(
            source,
            start,
            Math.min(8, fields.end(JsonFlavours.LEVEL) - start),
            StandardCharsets.US_ASCII);
    return fields.hasText(JsonFlavours.ERROR) || level.toLowerCase(Locale.ROOT).equals("error");
  }

  private static void path(Row row, WatchedFields fields, Names to) {
    boolean isVirtual = fields.hasText(JsonFlavours.VIRTUAL_PATH);
    copy(row, fields, isVirtual ? JsonFlavours.VIRTUAL_PATH : JsonFlavours.FILE_PATH, to.path);
  }

  private static void remote(Row row, WatchedFields fields, Names to) {
    int index =
        fields.hasText(JsonFlavours.REMOTE_ADDR)
            ? JsonFlavours.REMOTE_ADDR
            : fields.hasText(JsonFlavours.CLIENT_IP)
                ? JsonFlavours.CLIENT_IP
                : fields.hasText(JsonFlavours.IP) ? JsonFlavours.IP : -1;
    if (index < 0 || row.has(to.address)) {
      return;
    }
    byte[] source = fields.source(index);
    int start = fields.start(index);
    int end = fields.end(index);
    int port = portStart(source, start, end);
    int addressEnd = port < 0 ? end : port - 1;
    boolean bracketed = source[start] == '[' && source[addressEnd - 1] == ']';
    int from = bracketed ? start + 1 : start;
    int length = (bracketed ? addressEnd - 1 : addressEnd) - from;
    row.add(to.address, ValueType.STRING, source, from, length);
    if (port >= 0 && !row.has(to.port)) {
      boolean isNumber = source[port] != '0' || end - port == 1;
      row.add(to.port, isNumber ? ValueType.NUMBER : ValueType.STRING, source, port, end - port);
    }
  }

  /// Where the port begins in `1.2.3.4:22` and `[::1]:22`; -1 in `::1`, `1.2.3.4`, `[::1]`.
  private static int portStart(byte[] source, int start, int end) {
    int digits = end;
    while (digits > start && Ascii.isDigit(source[digits - 1])) {
      digits--;
    }
    if (digits == end || digits - start < 2 || source[digits - 1] != ':') {
      return -1;
    }
    boolean isBare =
        Ascii.indexOf(source, start, digits - 1, (byte) ':') >= 0 && source[start] != '[';
    return isBare || (source[start] == '[' && source[digits - 2] != ']') ? -1 : digits;
  }

  private static boolean is(WatchedFields fields, int index, byte[] word) {
    return fields.hasText(index)
        && Ascii.equal(fields.source(index), fields.start(index), fields.end(index), word);
  }

  private static void success(Row row, Names to, boolean value) {
    add(row, to.success, ValueType.BOOLEAN, value ? TRUE : FALSE);
  }

  private static void number(Row row, WatchedFields fields, int index, FieldName to) {
    if (fields.has(index) && fields.type(index) == ValueType.NUMBER && !row.has(to)) {
      int start = fields.start(index);
      row.add(to, ValueType.NUMBER, fields.source(index), start, fields.end(index) - start);
    }
  }

  private static void copy(Row row, WatchedFields fields, int index, FieldName to) {
    if (fields.hasText(index) && !row.has(to)) {
      int start = fields.start(index);
      row.add(to, ValueType.STRING, fields.source(index), start, fields.end(index) - start);
    }
  }

  private static void add(Row row, FieldName to, ValueType type, byte[] value) {
    if (!row.has(to)) {
      row.add(to, type, value, 0, value.length);
    }
  }
}
