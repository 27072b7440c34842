package dev.cordwood.event;

import dev.cordwood.event.EventBatchBuilder.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the fields of one row as a parser finds them and finishes the row: chooses time and
/// message, adds default and extra fields and the stream. Values are not copied until the row ends,
/// so their bytes must stay until then. Not safe for several threads.
public final class Row {
  private static final byte[] NO_BYTES = {};

  /// A value that waits for the end of its row.
  private static final class Held {
    FieldName name;
    boolean set;
    ValueType type = ValueType.NULL;
    byte[] source = NO_BYTES;
    int start;
    int length;

    Held(FieldName name) {
      this.name = name;
    }

    void hold(ValueType newType, byte[] newSource, int newStart, int newLength) {
      set = true;
      type = newType;
      source = newSource;
      start = newStart;
      length = newLength;
    }

    boolean hasText() {
      return set && type != ValueType.NULL && length > 0;
    }
  }

  private record Added(FieldName name, byte[] value, int streamIndex) {}

  private record Attached(FieldName name, ValueType type, byte[] value) {}

  private final IngestOptions options;
  private final FieldNames names;
  private final @Nullable RowEnrichment enrichment;
  private final WatchedFields watched;
  private final TimeParser timeParser;
  private final StreamText streams;
  private final Held[] times;
  private final Held[] messages;
  private final Held[] streamValues;
  private final Held givenStream;
  private final FieldName message;
  private final FieldName stream;
  private final List<Added> extras = new ArrayList<>();
  private final List<Added> defaults = new ArrayList<>();
  private final List<Attached> attached = new ArrayList<>();
  private final Held offeredTime;
  private final Held offeredMessage;
  private Held[] underscored = {};
  private int underscoredCount;
  private boolean bareNames;
  private boolean enriched;
  private @Nullable TimeReader timeReader;
  private boolean zonedTime;
  private boolean chosenTime;
  private EventBatchBuilder builder = new EventBatchBuilder();
  private byte @Nullable [] ownStream;

  public Row(IngestOptions options) {
    this(options, null);
  }

  public Row(IngestOptions options, @Nullable RowEnrichment enrichment) {
    this.options = options;
    this.enrichment = enrichment;
    List<String> watchedNames = enrichment == null ? List.of() : enrichment.watched();
    names = new FieldNames(options, watchedNames);
    watched = new WatchedFields(names, watchedNames);
    offeredTime = new Held(names.get("_time"));
    offeredMessage = new Held(names.get("_msg"));
    timeParser = new TimeParser(options.zone());
    streams = new StreamText(options.streamFields());
    times = held(names.timeFields());
    messages = held(names.messageFields());
    streamValues = held(options.streamFields());
    message = names.get("_msg");
    stream = names.get("_stream");
    givenStream = new Held(names.get("_stream_original"));
    options.extraFields().forEach((name, value) -> extras.add(added(options, name, value)));
    options
        .defaultFields()
        .forEach((name, value) -> {
          if (!options.extraFields().containsKey(name)) {
            defaults.add(added(options, name, value));
          }
        });
  }

  private Held[] held(List<String> fields) {
    return fields.stream().map(name -> new Held(names.get(name))).toArray(Held[]::new);
  }

  private Added added(IngestOptions options, String name, String value) {
    return new Added(
        names.get(name),
        value.getBytes(StandardCharsets.UTF_8),
        options.streamFields().indexOf(name));
  }

  /// Replaces the value of a default field, or adds it.
  public void setDefault(String name, String value) {
    if (!options.extraFields().containsKey(name)) {
      Added added = added(options, name, value);
      defaults.removeIf(old -> Arrays.equals(old.name.key, added.name.key));
      defaults.add(added);
    }
  }

  public IngestOptions options() {
    return options;
  }

  /// The handle of a field whose name is another's behind a prefix.
  public FieldName prefixed(byte[] prefix, FieldName name) {
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + name.key.length);
    System.arraycopy(name.key, 0, bytes, prefix.length, name.key.length);
    return names.get(bytes, 0, Math.min(bytes.length, Limits.MAX_NAME_BYTES));
  }

  public TimeParser timeParser() {
    return timeParser;
  }

  /// How times are read that [TimeParser] cannot read.
  public void setTimeReader(TimeReader reader) {
    timeReader = reader;
  }

  public void begin(EventBatchBuilder target) {
    builder = target;
    builder.beginRow();
    clear(times);
    clear(messages);
    clear(streamValues);
    givenStream.set = false;
    offeredTime.set = false;
    offeredMessage.set = false;
    watched.clear();
    underscoredCount = 0;
    bareNames = false;
    enriched = enrichment == null;
    ownStream = null;
  }

  private static void clear(Held[] all) {
    for (Held held : all) {
      held.set = false;
    }
  }

  /// The names this row's fields are known by.
  FieldNames names() {
    return names;
  }

  /// The handle of a field. Look it up once and keep it: it remembers its column.
  public FieldName name(String name) {
    return names.get(name);
  }

  /// As [#name(String)], for a name that came with the data.
  public FieldName name(byte[] bytes, int start, int length) {
    return names.get(bytes, start, length);
  }

  /// Adds a text that may not be UTF-8: what is not becomes U+FFFD.
  public void text(FieldName name, byte[] source, int start, int end) {
    if (Utf8.isValid(source, start, end)) {
      add(name, ValueType.STRING, source, start, end - start);
    } else {
      byte[] repaired = Utf8.repair(source, start, end);
      add(name, ValueType.STRING, repaired, 0, repaired.length);
    }
  }

  /// Adds a field of a wire format that is not worth its own byte handling.
  public void add(String name, ValueType type, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    FieldName field = names.get(name);
    if (hasRoomFor(field)) {
      add(field, type, bytes, 0, bytes.length);
    }
  }

  /// Adds a string, see [#add(String, ValueType, String)].
  public void add(String name, String value) {
    add(name, ValueType.STRING, value);
  }

  /// Whether the open row has a value for this field, chosen or still a candidate for time or
  /// message.
  public boolean has(FieldName name) {
    FieldRole role = name.role;
    if (role != null && role.timeIndex() >= 0 && times[role.timeIndex()].set) {
      return true;
    }
    if (role != null && role.messageIndex() >= 0 && messages[role.messageIndex()].set) {
      return true;
    }
    if (role != null && role.watchIndex() >= 0 && !enriched && watched.has(role.watchIndex())) {
      return true;
    }
    return builder.has(name.column(builder));
  }

  /// Whether the open row has this value for a field. Time and message candidates, and fields that
  /// wait for their enrichment, are not looked at.
  public boolean isSame(FieldName name, byte[] source, int start, int end) {
    return builder.hasValue(name.column(builder), source, start, end);
  }

  /// Gives the open row a stream that is not made of its fields.
  ///
  /// @param text see [StreamText#of]
  public void stream(byte[] text) {
    ownStream = text;
  }

  public void drop() {
    builder.dropRow();
  }

  /// Whether one more field of this name is within [Limits#MAX_FIELDS].
  public boolean hasRoomFor(FieldName name) {
    FieldRole role = name.role;
    return builder.fieldsInRow() + underscoredCount < Limits.MAX_FIELDS
        || (role != null && !role.underscored())
        || builder.has(name.column(builder));
  }

  public void add(FieldName name, ValueType type, byte[] source, int start, int length) {
    FieldRole role = name.role;
    if (role == null) {
      builder.add(name.column(builder), type, source, start, length);
    } else {
      addSpecial(name, role, type, source, start, length);
    }
  }

  private void addSpecial(
      FieldName name, FieldRole role, ValueType type, byte[] source, int start, int length) {
    if (role.left()) {
      return;
    }
    if (isColored(role, type, source, start, length)) {
      byte[] stripped = new byte[length];
      int left = AnsiCodes.strip(source, start, length, stripped);
      addPlain(name, role, type, stripped, 0, left);
    } else {
      addPlain(name, role, type, source, start, length);
    }
  }

  private static boolean isColored(
      @Nullable FieldRole role, ValueType type, byte[] source, int start, int length) {
    return role != null
        && role.decolorize()
        && type == ValueType.STRING
        && AnsiCodes.mayBeIn(source, start, length);
  }

  private void addPlain(
      FieldName name, FieldRole role, ValueType type, byte[] source, int start, int length) {
    if (role.isStream()) {
      givenStream.hold(type, source, start, length);
      return;
    }
    if (role.streamIndex() >= 0) {
      streamValues[role.streamIndex()].hold(type, source, start, length);
    }
    if (role.timeIndex() >= 0) {
      times[role.timeIndex()].hold(type, source, start, length);
    } else if (role.messageIndex() >= 0) {
      messages[role.messageIndex()].hold(type, source, start, length);
    } else if (enriched) {
      builder.add(name.column(builder), type, source, start, length);
    } else if (role.watchIndex() >= 0) {
      watched.hold(role.watchIndex(), type, source, start, length);
    } else if (role.underscored()) {
      holdUnderscored(name, type, source, start, length);
    } else {
      builder.add(name.column(builder), type, source, start, length);
    }
  }

  private void holdUnderscored(
      FieldName name, ValueType type, byte[] source, int start, int length) {
    if (underscoredCount == underscored.length) {
      underscored = Arrays.copyOf(underscored, Math.max(8, underscoredCount * 2));
      for (int i = underscoredCount; i < underscored.length; i++) {
        underscored[i] = new Held(name);
      }
    }
    Held held = underscored[underscoredCount++];
    held.name = name;
    held.hold(type, source, start, length);
  }

  /// Lets the enrichment work on the fields so far; those that come later are plain fields. Done by
  /// [#end] if not before.
  public void enrich() {
    RowEnrichment by = enrichment;
    if (enriched || by == null) {
      return;
    }
    by.enrich(this, watched);
    enriched = true;
    for (long left = watched.present(); left != 0; left &= left - 1) {
      int i = Long.numberOfTrailingZeros(left);
      builder.add(
          watched.name(i).column(builder),
          watched.type(i),
          watched.source(i),
          watched.start(i),
          watched.end(i) - watched.start(i));
    }
    for (int i = 0; i < underscoredCount; i++) {
      Held held = underscored[i];
      FieldName bare = bareNames ? held.name.bare(names) : held.name;
      if (bareNames && (bare.role != null || builder.has(bare.column(builder)))) {
        bare = held.name;
      }
      builder.add(bare.column(builder), held.type, held.source, held.start, held.length);
    }
  }

  /// For an enrichment: fields such as `_user` lose the underscore, unless there is a `user`.
  public void dropUnderscores() {
    bareNames = true;
  }

  /// For an enrichment: whether a field holds what may be the time.
  public boolean hasTimeCandidate() {
    for (Held held : times) {
      if (held.set) {
        return true;
      }
    }
    return false;
  }

  /// For an enrichment: whether a field holds what may be the message.
  public boolean hasMessageCandidate() {
    for (Held held : messages) {
      if (held.hasText()) {
        return true;
      }
    }
    return false;
  }

  /// For an enrichment: whether the message starts so.
  public boolean messageStartsWith(byte[] prefix) {
    for (Held held : messages) {
      if (held.hasText()) {
        return held.length >= prefix.length
            && Arrays.equals(
                held.source, held.start, held.start + prefix.length, prefix, 0, prefix.length);
      }
    }
    return false;
  }

  /// For an enrichment: a copy of what the usual fields hold as the message; empty when there is
  /// none.
  public byte[] messageCandidate() {
    for (Held held : messages) {
      if (held.hasText()) {
        return Arrays.copyOfRange(held.source, held.start, held.start + held.length);
      }
    }
    return NO_BYTES;
  }

  /// For an enrichment: a watched field holds the time, should none of the usual ones do.
  public void offerTime(int index) {
    offer(offeredTime, index);
  }

  /// For an enrichment: a watched field holds the message, should none of the usual ones do.
  public void offerMessage(int index) {
    offer(offeredMessage, index);
  }

  private void offer(Held held, int index) {
    int start = watched.start(index);
    held.name = watched.name(index);
    held.hold(watched.type(index), watched.source(index), start, watched.end(index) - start);
    watched.remove(index);
  }

  /// Adds a field to the row that ends next, whatever the row has before.
  public void attach(FieldName name, ValueType type, byte[] value) {
    attached.add(new Attached(name, type, value));
  }

  /// Adds a field that the parser makes itself, whatever its name means elsewhere.
  public void addOwn(FieldName name, ValueType type, byte[] source, int start, int length) {
    if (isColored(name.role, type, source, start, length)) {
      byte[] stripped = new byte[length];
      int left = AnsiCodes.strip(source, start, length, stripped);
      builder.add(name.column(builder), type, stripped, 0, left);
    } else {
      builder.add(name.column(builder), type, source, start, length);
    }
  }

  /// Ends a row whose time is among its fields.
  ///
  /// @param otherwise its time if there is none
  /// @return its time
  public long end(long otherwise) {
    return end(otherwise, false);
  }

  /// As above.
  ///
  /// @param certain whether `otherwise` is known to the zone, and so better than a field's time
  ///   without one
  public long end(long otherwise, boolean certain) {
    enrich();
    chooseMessage();
    long time = chooseTime(otherwise, certain);
    finish(time);
    return time;
  }

  /// Whether the time of the row that ended last was a field's that said in which zone it is.
  public boolean hasZonedTime() {
    return zonedTime;
  }

  /// Whether the time of the row that ended last was a field's.
  public boolean hasChosenTime() {
    return chosenTime;
  }

  /// Ends a row whose time is known.
  public void finish(long time) {
    enrich();
    if (!attached.isEmpty()) {
      for (Attached each : attached) {
        builder.add(each.name.column(builder), each.type, each.value, 0, each.value.length);
      }
      attached.clear();
    }
    for (Added extra : extras) {
      builder.addConstant(extra.name.column(builder), ValueType.STRING, extra.value);
      if (extra.streamIndex >= 0) {
        streamValues[extra.streamIndex].hold(ValueType.STRING, extra.value, 0, extra.value.length);
      }
    }
    for (Added added : defaults) {
      Column column = added.name.column(builder);
      if (!builder.has(column)) {
        builder.addConstant(column, ValueType.STRING, added.value);
        if (added.streamIndex >= 0) {
          streamValues[added.streamIndex].hold(
              ValueType.STRING, added.value, 0, added.value.length);
        }
      }
    }
    byte[] text = ownStream == null ? streamText() : ownStream;
    builder.addConstant(stream.column(builder), ValueType.STRING, text);
    if (givenStream.hasText() && !equal(givenStream, text)) {
      add(givenStream);
    }
    builder.endRow(time);
  }

  private byte[] streamText() {
    streams.begin();
    for (int i = 0; i < streamValues.length; i++) {
      Held held = streamValues[i];
      if (held.hasText()) {
        streams.value(i, held.source, held.start, held.length);
      }
    }
    return streams.text();
  }

  private long chooseTime(long otherwise, boolean certain) {
    long time = Timestamps.NONE;
    zonedTime = false;
    for (Held held : times) {
      if (!held.set) {
        continue;
      }
      if (time == Timestamps.NONE) {
        time = usableTime(held, otherwise, certain);
        if (time != Timestamps.NONE) {
          continue;
        }
      }
      addLeftOver(held, "_time");
    }
    if (offeredTime.set) {
      long offered =
          time == Timestamps.NONE ? usableTime(offeredTime, otherwise, certain) : Timestamps.NONE;
      if (offered == Timestamps.NONE) {
        add(offeredTime);
      } else {
        time = offered;
      }
    }
    chosenTime = time != Timestamps.NONE;
    return chosenTime ? time : otherwise;
  }

  private long usableTime(Held held, long otherwise, boolean certain) {
    long time = time(held, otherwise);
    if (time == Timestamps.NONE || (certain && !zonedTime)) {
      return Timestamps.NONE;
    }
    return time;
  }

  /// A zero stands for "now", as in VictoriaLogs.
  private long time(Held held, long now) {
    if (held.type != ValueType.STRING && held.type != ValueType.NUMBER) {
      return Timestamps.NONE;
    }
    if (held.length == 1 && held.source[held.start] == '0') {
      return now;
    }
    int end = held.start + held.length;
    long time = timeParser.parse(held.source, held.start, end);
    zonedTime = timeParser.hasZone();
    TimeReader reader = timeReader;
    if (time == Timestamps.NONE && reader != null && held.type == ValueType.STRING) {
      time = reader.read(held.source, held.start, end, now);
      zonedTime = reader.hasZone();
    }
    if (time == Timestamps.NONE && held.type == ValueType.NUMBER) {
      time = exponent(held);
    }
    return time;
  }

  /// Unix times as some languages print large decimals: `1.763698494123e9`.
  private static long exponent(Held held) {
    if (held.length > 32) {
      return Timestamps.NONE;
    }
    String text = new String(held.source, held.start, held.length, StandardCharsets.US_ASCII);
    if (text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return Timestamps.NONE;
    }
    double value = Double.parseDouble(text);
    if (!(value >= 1e8 && value < 9e18)) {
      return Timestamps.NONE;
    }
    byte[] plain = new BigDecimal(text).toPlainString().getBytes(StandardCharsets.US_ASCII);
    return TimeParser.unix(plain, 0, plain.length);
  }

  private void chooseMessage() {
    Held chosen = null;
    for (Held held : messages) {
      if (chosen == null && held.hasText()) {
        chosen = held;
      }
    }
    if (offeredMessage.set) {
      if (chosen == null && offeredMessage.hasText()) {
        chosen = offeredMessage;
      } else {
        add(offeredMessage);
      }
    }
    if (chosen != null) {
      addOwn(message, chosen.type, chosen.source, chosen.start, chosen.length);
    }
    for (Held held : messages) {
      if (held.set && held != chosen) {
        if (chosen == null) {
          add(held);
        } else {
          addLeftOver(held, "_msg");
        }
      }
    }
  }

  /// Keeps a candidate that was not chosen, under its own name unless that is taken.
  private void addLeftOver(Held held, String taken) {
    if (!held.name.isNamed(taken)) {
      add(held);
    } else if (held.hasText()) {
      FieldName other = names.get(taken + "_original");
      builder.add(other.column(builder), held.type, held.source, held.start, held.length);
    }
  }

  private void add(Held held) {
    builder.add(held.name.column(builder), held.type, held.source, held.start, held.length);
  }

  private static boolean equal(Held held, byte[] text) {
    return Arrays.equals(held.source, held.start, held.start + held.length, text, 0, text.length);
  }
}
