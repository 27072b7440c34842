package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import org.jspecify.annotations.Nullable;

/// Android's logcat: `11-21 04:14:54.123 1702 2395 D Tag: message` (threadtime, also with a year or
/// the user), `11-21 04:14:54.123 D/Tag( 1702): message` (time) and `D/Tag( 1702): message`
/// (brief).
final class AndroidLogcat implements TextFormat {
  private static final int MAX_TAG_BYTES = 128;

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName uid;
  private final FieldName pid;
  private final FieldName tid;
  private final FieldName tag;

  AndroidLogcat(LineFields fields, TextTimes times) {
    this.times = times;
    uid = fields.name("uid");
    pid = fields.name("pid");
    tid = fields.name("tid");
    tag = fields.name("tag");
  }

  @Override
  public String id() {
    return "android-logcat";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    boolean timed =
        cursor.isDigit()
            && (times.monthAndDay(cursor, fields, reference, 1) || times.iso(cursor, fields));
    if (timed && !cursor.blanks()) {
      return false;
    }
    if (timed && !isLevel(cursor.peek(), cursor.peek(1), '/')) {
      return processes(fields) && threadTime(fields);
    }
    return brief(fields);
  }

  /// Process and thread, with the user before them.
  private boolean processes(LineFields fields) {
    int before = cursor.at();
    boolean hasWord = cursor.wordAndBlanks();
    boolean hasUser = hasWord && cursor.wordAndBlanks() && cursor.isDigit();
    cursor.moveTo(before);
    if (hasUser) {
      if (!cursor.wordAndBlanks()) {
        return false;
      }
      cursor.addNumber(fields, uid);
    }
    if (!cursor.digits(10) || !cursor.blanks()) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (!cursor.digits(10) || !cursor.blanks()) {
      return false;
    }
    cursor.addNumber(fields, tid);
    return true;
  }

  private boolean threadTime(LineFields fields) {
    if (!isLevel(cursor.peek(), cursor.peek(1), ' ')) {
      return false;
    }
    setLevel(fields);
    cursor.moveTo(cursor.at() + 2);
    if (!cursor.until(':') || cursor.length() > MAX_TAG_BYTES) {
      return false;
    }
    cursor.trim();
    cursor.addTextIfAny(fields, tag);
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  private boolean brief(LineFields fields) {
    if (!isLevel(cursor.peek(), cursor.peek(1), '/')) {
      return false;
    }
    setLevel(fields);
    cursor.moveTo(cursor.at() + 2);
    if (!cursor.until('(') || cursor.length() > MAX_TAG_BYTES) {
      return false;
    }
    cursor.trim();
    cursor.addTextIfAny(fields, tag);
    cursor.skipBlanks();
    if (!cursor.digits(10)) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (!cursor.skip("):")) {
      return false;
    }
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  private void setLevel(LineFields fields) {
    byte[] level = level(cursor.peek());
    if (level != null) {
      fields.level(level);
    }
  }

  private static boolean isLevel(byte letter, byte after, char expected) {
    return after == expected && level(letter) != null;
  }

  private static byte @Nullable [] level(byte letter) {
    return switch (letter) {
      case 'V' -> Levels.TRACE;
      case 'D' -> Levels.DEBUG;
      case 'I' -> Levels.INFO;
      case 'W' -> Levels.WARN;
      case 'E' -> Levels.ERROR;
      case 'F', 'A' -> Levels.FATAL;
      default -> null;
    };
  }
}
