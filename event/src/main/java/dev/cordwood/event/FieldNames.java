package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All field names a parser has met, by their bytes, with their roles. Not safe for several
/// threads.
public final class FieldNames {
  /// What rows have from us, with an underscore that belongs to the name.
  private static final Set<String> OWN_NAMES =
      Set.of(
          "_msg",
          "_time",
          "_stream",
          "_stream_id",
          "_error",
          "_extra",
          "_format",
          "_continued",
          "_original_bytes");

  private final IngestOptions options;
  private final List<String> timeFields;
  private final List<String> messageFields;
  private final List<String> watched;
  private @Nullable FieldName[] slots = new FieldName[128];
  private int count;
  private int generation;

  /// @param watched by the row's [RowEnrichment]; empty when it has none
  FieldNames(IngestOptions options, List<String> watched) {
    this.options = options;
    this.watched = List.copyOf(watched);
    timeFields = withLast(options.timeFields(), "_time");
    messageFields = withLast(options.messageFields(), "_msg");
  }

  /// In the order in which they are tried; `_time` is always among them, since no column can have
  /// this name.
  List<String> timeFields() {
    return timeFields;
  }

  List<String> messageFields() {
    return messageFields;
  }

  /// Changes when names that were handed out are forgotten: drop references to them then.
  int generation() {
    return generation;
  }

  public FieldName get(String name) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    return get(key, 0, key.length);
  }

  public FieldName get(byte[] bytes, int start, int length) {
    int hash = EventBatchBuilder.hash(bytes, start, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (FieldName name; (name = slots[slot]) != null; slot = (slot + 1) & mask) {
      if (name.hash == hash
          && Arrays.equals(name.key, 0, name.key.length, bytes, start, start + length)) {
        return name;
      }
    }
    byte[] key = Arrays.copyOfRange(bytes, start, start + length);
    FieldName name = new FieldName(key, hash, role(new String(key, StandardCharsets.UTF_8)));
    remember(name);
    return name;
  }

  private void remember(FieldName name) {
    if (count == Limits.MAX_CACHED_NAMES) {
      slots = new FieldName[128];
      count = 0;
      generation++;
    } else if ((count + 1) * 2 > slots.length) {
      @Nullable FieldName[] narrow = slots;
      slots = new FieldName[narrow.length * 2];
      for (FieldName old : narrow) {
        if (old != null) {
          put(slots, old);
        }
      }
    }
    count++;
    put(slots, name);
  }

  private static void put(@Nullable FieldName[] slots, FieldName name) {
    int mask = slots.length - 1;
    int slot = name.hash & mask;
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = name;
  }

  private @Nullable FieldRole role(String name) {
    boolean left = options.extraFields().containsKey(name) || isIn(options.ignoreFields(), name);
    FieldRole role =
        new FieldRole(
            timeFields.indexOf(name),
            messageFields.indexOf(name),
            options.streamFields().indexOf(name),
            left,
            name.equals("_stream"),
            isIn(options.decolorizeFields(), name),
            watched.indexOf(name),
            isUnderscored(name));
    boolean none =
        role.timeIndex() < 0
            && role.messageIndex() < 0
            && role.streamIndex() < 0
            && !left
            && !role.isStream()
            && !role.decolorize()
            && role.watchIndex() < 0
            && !role.underscored();
    return none ? null : role;
  }

  private boolean isUnderscored(String name) {
    return !watched.isEmpty()
        && name.length() > 1
        && name.charAt(0) == '_'
        && name.charAt(1) != '_'
        && !OWN_NAMES.contains(name);
  }

  /// Whether the name is listed, or starts as one that ends in `*`.
  private static boolean isIn(List<String> listed, String name) {
    for (String each : listed) {
      boolean prefix = each.endsWith("*");
      if (prefix ? name.startsWith(each.substring(0, each.length() - 1)) : name.equals(each)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> withLast(List<String> names, String last) {
    if (names.contains(last)) {
      return names;
    }
    List<String> all = new ArrayList<>(names);
    all.add(last);
    return all;
  }
}
