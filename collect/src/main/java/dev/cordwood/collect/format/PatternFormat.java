package dev.cordwood.collect.format;

import com.google.re2j.Matcher;
import dev.cordwood.collect.format.CompiledPattern.Group;
import dev.cordwood.collect.format.CompiledPattern.Type;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;
import java.util.Arrays;

/// A format that is described by a [LinePattern]: its groups become fields. `time` and `timestamp`
/// are the row's time when they hold one, `message` and `msg` its message; without such a group the
/// whole line is.
final class PatternFormat implements TextFormat {
  private final CompiledPattern pattern;
  private final TimeMatcher times;
  private final FieldName[] names;

  PatternFormat(CompiledPattern pattern, FormatSetup setup) {
    this.pattern = pattern;
    times = setup.times();
    names = new FieldName[pattern.groups().size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = setup.fields().name(pattern.groups().get(i).field());
    }
  }

  @Override
  public String id() {
    return pattern.name();
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    int limit = Math.min(end, start + Limits.MAX_PATTERN_INPUT_BYTES);
    byte[] input = Arrays.copyOfRange(line, start, limit);
    Matcher matcher = pattern.regex().matcher(input);
    if (!matcher.find()) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      int from = matcher.start(i + 1);
      int to = matcher.end(i + 1);
      if (from < 0 || from == to) {
        continue;
      }
      add(pattern.groups().get(i), names[i], line, start + from, start + to, reference, fields);
    }
    return true;
  }

  private void add(
      Group group,
      FieldName name,
      byte[] line,
      int from,
      int to,
      long reference,
      LineFields fields) {
    switch (group.field()) {
      case "time", "timestamp", "_time", "@timestamp" -> {
        long time = times.read(line, from, to, reference);
        if (time != Timestamps.NONE && fields.time() == Timestamps.NONE) {
          fields.time(time, times.hasZone());
        } else {
          fields.text(name, line, from, to);
        }
      }
      case "message", "msg", "_msg" -> fields.content(line, from, to);
      default -> {
        if (group.type() != Type.STRING
            && Numbers.isJson(line, from, to, group.type() == Type.INT)) {
          fields.number(name, line, from, to);
        } else {
          fields.text(name, line, from, to);
        }
      }
    }
  }
}
