package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.JsonLineParser;
import dev.cordwood.event.Lines;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds to a row what a text says: its fields if it is JSON or of a known format, what it carries
/// if it is an envelope, and so on inwards; else the text as the message, with the level that is
/// clear from it. Not safe for several threads.
///
/// Of the times in a text and in what it carries the innermost that says its zone counts, else the
/// innermost. Of fields that both have the inner ones count; the envelope's are kept under a name
/// with a prefix when they say something else.
final class TextOpener {
  /// What is needed to read texts at one depth, made when a text comes so deep.
  private final class Level {
    final LineFields fields = new LineFields(row);
    final FormatDetector detector;
    byte[] assembled = NO_BYTES;

    Level(boolean carried) {
      FormatSetup setup = new FormatSetup(fields, row.options(), times.matcher());
      List<Candidate> candidates = isTextOnly ? List.of() : Candidates.of(options, carried, setup);
      boolean isFixed = !carried && !options.format().equals("auto");
      detector = new FormatDetector(candidates, isFixed, new LineFields(row));
    }
  }

  private static final byte[] NO_BYTES = {};
  private static final int MAX_IDLE_BUFFER = 64 << 10;

  private final Row row;
  private final ParseOptions options;
  private final boolean isTextOnly;
  private final JsonLineParser json;
  private final LineTimes times;
  private final List<Level> levels = new ArrayList<>();
  private final ContainerLine container = new ContainerLine();
  private final FieldName message;
  private final FieldName level;
  private final FieldName format;
  private long time;
  private boolean zoned;

  TextOpener(Row row, ParseOptions options) {
    this.row = row;
    this.options = options;
    isTextOnly = options.format().equals("text") || options.format().equals("json");
    json = new JsonLineParser(row);
    times = new LineTimes(row.options().zone());
    row.setTimeReader(times.matcher());
    message = row.name("_msg");
    level = row.name("level");
    format = row.name("_format");
  }

  /// Forgets the source.
  void reset() {
    times.reset();
    for (Level each : levels) {
      each.detector.forget();
    }
  }

  /// How the lines themselves are read, as opposed to what they carry.
  FormatDetector detector() {
    return at(0).detector;
  }

  private Level at(int depth) {
    while (levels.size() <= depth) {
      levels.add(new Level(!levels.isEmpty()));
    }
    return levels.get(depth);
  }

  /// The time found in the last text outside of JSON, or [Timestamps#NONE].
  long time() {
    return time;
  }

  /// Whether that time said in which zone it is.
  boolean isZoned() {
    return zoned;
  }

  /// Adds the text, which must stay as it is until the row ends, to the open row.
  ///
  /// @param depth 0 for a line, 1 and more for what is carried
  /// @param reference a time not much before the text's own
  void open(byte[] text, int start, int end, int depth, long reference) {
    if (depth <= 1) {
      time = Timestamps.NONE;
      zoned = false;
    }
    if (depth > 0 && !isTextOnly && isObject(text, start, end)) {
      if (json.addFields(text, start, end)) {
        return;
      }
    }
    int feed = Lines.indexOfLineFeed(text, start, end);
    int lineEnd = feed < 0 ? end : feed;
    if (lineEnd > start && text[lineEnd - 1] == '\r') {
      lineEnd--;
    }
    Level current = at(depth);
    LineFields fields = current.fields;
    Candidate found = current.detector.match(text, start, lineEnd, end, reference, fields);
    if (found == null) {
      plain(text, start, lineEnd, end, depth, reference);
      return;
    }
    if (found.isEnvelope()) {
      carried(found, current, text, start, lineEnd, end, depth, reference);
    } else {
      fields.addTo(row);
      content(current, text, start, found.readEnd, end);
      takeTime(fields.time(), fields.isZoned());
    }
    byte[] made = fields.level();
    if (made != null && !row.has(level)) {
      row.add(level, ValueType.STRING, made, 0, made.length);
    }
    if (!row.has(format)) {
      row.addOwn(format, ValueType.STRING, found.idBytes, 0, found.idBytes.length);
    }
  }

  private static boolean isObject(byte[] text, int start, int end) {
    int at = Ascii.skipBlanks(text, start, end);
    return at < end && text[at] == '{';
  }

  private void takeTime(long found, boolean hasZone) {
    if (found != Timestamps.NONE && (time == Timestamps.NONE || (hasZone && !zoned))) {
      time = found;
      zoned = hasZone;
    }
  }

  private void carried(
      Candidate found,
      Level current,
      byte[] text,
      int start,
      int lineEnd,
      int end,
      int depth,
      long reference) {
    LineFields fields = current.fields;
    long ownTime = fields.time();
    boolean ownZone = fields.isZoned();
    join(found, current, text, start, lineEnd, end, reference);
    byte[] source = fields.contentSource();
    int from = fields.contentStart();
    int to = fields.contentEnd();
    if (depth + 1 < Limits.MAX_ENVELOPES) {
      long inner = ownTime == Timestamps.NONE ? reference : ownTime;
      open(source, from, to, depth + 1, inner);
    } else {
      row.text(message, source, from, to);
    }
    row.enrich();
    fields.addMissingTo(row, found.prefix);
    takeTime(ownTime, ownZone);
  }

  /// Makes the content of an event of several lines whole. A container runtime wraps each of them.
  private void join(
      Candidate found,
      Level current,
      byte[] text,
      int start,
      int lineEnd,
      int end,
      long reference) {
    LineFields fields = current.fields;
    if (lineEnd == end) {
      return;
    }
    container.read(text, start, lineEnd);
    ContainerLine.Kind kind = container.kind();
    if (kind == ContainerLine.Kind.BARE) {
      extend(current, text, lineEnd, end);
      return;
    }
    byte[] joined =
        current.assembled.length < end - start ? new byte[end - start] : current.assembled;
    current.assembled = joined.length > MAX_IDLE_BUFFER ? NO_BYTES : joined;
    int length = append(joined, 0, fields);
    boolean partial = container.isPartial();
    LineFields rest = new LineFields(row);
    int at = lineEnd;
    while (at < end) {
      at = text[at] == '\r' ? at + 1 : at;
      int from = at + 1;
      if (from >= end) {
        break;
      }
      int feed = Lines.indexOfLineFeed(text, from, end);
      int to = feed < 0 ? end : feed;
      at = to;
      to = to > from && text[to - 1] == '\r' ? to - 1 : to;
      if (!partial) {
        joined[length++] = '\n';
      }
      container.read(text, from, to);
      rest.clear();
      if (container.kind() == kind && found.format.parse(text, from, to, reference, rest)) {
        length = append(joined, length, rest);
        partial = container.isPartial();
      } else {
        System.arraycopy(text, from, joined, length, to - from);
        length += to - from;
        partial = false;
      }
    }
    fields.content(joined, 0, length);
  }

  private static int append(byte[] target, int at, LineFields fields) {
    int length = fields.contentEnd() - fields.contentStart();
    System.arraycopy(fields.contentSource(), fields.contentStart(), target, at, length);
    return at + length;
  }

  /// Lets the content go on with the lines behind the first.
  @SuppressWarnings("ReferenceEquality") // whether it is a part of the very same array
  private static void extend(Level current, byte[] text, int lineEnd, int end) {
    LineFields fields = current.fields;
    byte[] source = fields.contentSource();
    int from = fields.contentStart();
    int to = fields.contentEnd();
    if (source == text && to == lineEnd) {
      fields.content(text, from, end);
    } else {
      byte[] joined =
          Arrays.copyOf(Arrays.copyOfRange(source, from, to), to - from + end - lineEnd);
      System.arraycopy(text, lineEnd, joined, to - from, end - lineEnd);
      fields.content(joined, 0, joined.length);
    }
  }

  private void content(Level current, byte[] text, int start, int lineEnd, int end) {
    LineFields fields = current.fields;
    if (!fields.hasContent()) {
      own(text, start, end);
      return;
    }
    if (lineEnd < end) {
      extend(current, text, lineEnd, end);
    }
    own(fields.contentSource(), fields.contentStart(), fields.contentEnd());
  }

  private void own(byte[] text, int start, int end) {
    row.text(message, text, start, end);
  }

  private void plain(byte[] text, int start, int lineEnd, int end, int depth, long reference) {
    if (depth == 0 && isObject(text, start, end) && json.addFields(text, start, end)) {
      return;
    }
    takeTime(times.find(text, start, lineEnd, reference), times.isZoned());
    own(text, start, end);
    if (row.has(level)) {
      return;
    }
    byte @Nullable [] found =
        times.headEnd() > start
            ? Levels.findBehindTime(text, times.headEnd(), lineEnd)
            : Levels.find(text, start, lineEnd);
    if (found == null) {
      found = PriorityLead.level(text, start, lineEnd);
    }
    if (found != null) {
      row.add(level, ValueType.STRING, found, 0, found.length);
    }
  }
}
