package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// What dpkg did: `2026-11-21 04:14:54 status installed libc6:amd64 2.41-12`, `… upgrade
/// libc6:amd64 2.41-11 2.41-12`, `… startup packages configure`.
final class DpkgLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName action;
  private final FieldName state;
  private final FieldName packageName;
  private final FieldName architecture;
  private final FieldName oldVersion;
  private final FieldName version;

  DpkgLog(LineFields fields, TextTimes times) {
    this.times = times;
    action = fields.name("action");
    state = fields.name("state");
    packageName = fields.name("package");
    architecture = fields.name("architecture");
    oldVersion = fields.name("old_version");
    version = fields.name("version");
  }

  @Override
  public String id() {
    return "dpkg";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!times.iso(cursor, fields) || !cursor.skip(' ')) {
      return false;
    }
    fields.content(line, cursor.at(), end);
    if (!cursor.word()) {
      return false;
    }
    cursor.addText(fields, action);
    if (cursor.is("startup")) {
      return cursor.skip(" archives ") || cursor.skip(" packages ");
    }
    if (cursor.is("conffile")) {
      return cursor.skip(" /");
    }
    if (cursor.is("status")) {
      return cursor.skip(' ') && status(fields);
    }
    boolean isAction =
        cursor.is("install")
            || cursor.is("upgrade")
            || cursor.is("configure")
            || cursor.is("trigproc")
            || cursor.is("disappear")
            || cursor.is("remove")
            || cursor.is("purge");
    if (!isAction || !cursor.skip(' ') || !packageName(fields) || !version(fields, oldVersion)) {
      return false;
    }
    return version(fields, version) && cursor.atEnd();
  }

  private boolean status(LineFields fields) {
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, state);
    return packageName(fields) && version(fields, version) && cursor.atEnd();
  }

  /// `libc6:amd64`.
  private boolean packageName(LineFields fields) {
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    byte[] line = cursor.line();
    int colon = cursor.from();
    while (colon < cursor.to() && line[colon] != ':') {
      colon++;
    }
    if (colon == cursor.from() || colon + 1 >= cursor.to()) {
      return false;
    }
    fields.text(packageName, line, cursor.from(), colon);
    fields.text(architecture, line, colon + 1, cursor.to());
    return true;
  }

  /// A version or `<none>`.
  private boolean version(LineFields fields, FieldName name) {
    if (!cursor.word()) {
      return false;
    }
    if (!cursor.is("<none>")) {
      cursor.addText(fields, name);
    }
    cursor.skip(' ');
    return true;
  }
}
