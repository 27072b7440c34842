package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import org.jspecify.annotations.Nullable;

/// The request line of HTTP in a log, `GET /path HTTP/1.1`, and the level that a status stands for.
final class RequestLine {
  private static final int MAX_METHOD_BYTES = 24;

  private final FieldName method;
  private final FieldName uri;
  private final FieldName protocol;
  private final FieldName request;

  RequestLine(LineFields fields) {
    method = fields.name("method");
    uri = fields.name("uri");
    protocol = fields.name("protocol");
    request = fields.name("request");
  }

  /// Adds the parts of the request; if it is none, all of it as the field `request`.
  void add(byte[] text, int start, int end, LineFields fields) {
    int methodEnd = start;
    while (methodEnd < end && isMethod(text[methodEnd])) {
      methodEnd++;
    }
    int uriStart = methodEnd + 1;
    boolean splits =
        methodEnd > start
            && Cursor.isLetter(text[start])
            && methodEnd - start <= MAX_METHOD_BYTES
            && uriStart < end
            && text[methodEnd] == ' '
            && text[uriStart] != ' ';
    if (!splits) {
      if (start < end && !(end - start == 1 && text[start] == '-')) {
        fields.text(request, text, start, end);
      }
      return;
    }
    int last = end - 1;
    while (last > uriStart && text[last] != ' ') {
      last--;
    }
    boolean hasProtocol = text[last] == ' ' && isProtocol(text, last + 1, end);
    fields.text(method, text, start, methodEnd);
    fields.text(uri, text, uriStart, hasProtocol ? last : end);
    if (hasProtocol) {
      fields.text(protocol, text, last + 1, end);
    }
  }

  private static boolean isMethod(byte c) {
    return (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  }

  /// `HTTP/1.1`, `RTSP/1.0`.
  private static boolean isProtocol(byte[] text, int start, int end) {
    int i = start;
    while (i < end && text[i] >= 'A' && text[i] <= 'Z') {
      i++;
    }
    return i > start && i + 1 < end && text[i] == '/' && text[i + 1] >= '0' && text[i + 1] <= '9';
  }

  /// `error` from 500, `warn` from 400, `info` below; null for what is no status of three digits.
  static byte @Nullable [] level(byte[] line, int start, int end) {
    if (end - start != 3) {
      return null;
    }
    for (int i = start; i < end; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return null;
      }
    }
    return switch (line[start]) {
      case '5' -> Levels.ERROR;
      case '4' -> Levels.WARN;
      default -> Levels.INFO;
    };
  }
}
