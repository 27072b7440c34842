package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import java.time.ZoneId;

/// What container runtimes (CRI: containerd, CRI-O) write for each line of a container:
/// `2026-11-21T04:14:54.123456789+01:00 stdout F message`. A long line comes in pieces: all but the
/// last are marked `P`.
public final class ContainerRuntimeLine implements TextFormat {
  public static final String ID = "cri";

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName stream;
  private boolean partial;

  public ContainerRuntimeLine(LineFields fields, ZoneId zone) {
    times = new TextTimes(zone);
    stream = fields.name("stream");
  }

  @Override
  public String id() {
    return ID;
  }

  /// Whether the line that was parsed last is a piece that another one follows, to be joined
  /// without anything between them.
  public boolean isPartial() {
    return partial;
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    partial = false;
    if (cursor.peek(10) != 'T' || !times.iso(cursor, fields) || !fields.isZoned()) {
      return false;
    }
    if (!cursor.skip(' ') || !cursor.word() || !(cursor.is("stdout") || cursor.is("stderr"))) {
      return false;
    }
    cursor.addText(fields, stream);
    if (!cursor.skip(' ')) {
      return false;
    }
    // tags are separated by colons, the first one is P or F
    byte tag = cursor.peek();
    byte after = cursor.peek(1);
    if ((tag != 'P' && tag != 'F') || !cursor.word() || (cursor.length() > 1 && after != ':')) {
      return false;
    }
    partial = tag == 'P';
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }
}
