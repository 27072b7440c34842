package dev.cordwood.query;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.value.Values;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.DictionaryColumn;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.TemplateColumn;
import dev.cordwood.store.TextColumn;
import dev.cordwood.store.Tokens;
import dev.cordwood.store.Variables;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A snapshot of rows whose blocks have columns in randomly chosen shapes, as far as the store's
/// contract allows a shape for the values. So filters meet every shape with every kind of value,
/// more than the store's own choice would show them. Prunes as sharply as the contract allows.
public final class ShapedSnapshot implements Snapshot {
  private final List<Segment> segments = new ArrayList<>();

  /// Splits the rows into segments of blocks; those of the last segment are not sorted by time.
  public ShapedSnapshot(List<Row> rows, Random random) {
    int at = 0;
    while (at < rows.size()) {
      int size = Math.min(rows.size() - at, 1 + random.nextInt(rows.size()));
      List<Row> part = new ArrayList<>(rows.subList(at, at + size));
      at += size;
      if (at < rows.size()) {
        part.sort(Comparator.comparingLong(Row::time));
      }
      List<ShapedBlock> blocks = new ArrayList<>();
      for (int from = 0; from < part.size(); ) {
        int to = Math.min(part.size(), from + 1 + random.nextInt(300));
        blocks.add(new ShapedBlock(part.subList(from, to), random));
        from = to;
      }
      segments.add(new ShapedSegment("segment" + segments.size(), blocks));
    }
  }

  @Override
  public List<Segment> segments() {
    return segments;
  }

  @Override
  public void close() {}

  private record ShapedSegment(String name, List<ShapedBlock> list) implements Segment {
    @Override
    public long rows() {
      return list.stream().mapToLong(ShapedBlock::rows).sum();
    }

    @Override
    public long minTime() {
      return list.stream().mapToLong(b -> b.min).min().orElse(0);
    }

    @Override
    public long maxTime() {
      return list.stream().mapToLong(b -> b.max).max().orElse(0);
    }

    @Override
    public int blocks() {
      return list.size();
    }

    @Override
    public int blockRows(int block) {
      return list.get(block).rows();
    }

    @Override
    public long blockMinTime(int block) {
      return list.get(block).min;
    }

    @Override
    public long blockMaxTime(int block) {
      return list.get(block).max;
    }

    @Override
    public void prune(String field, long[] tokenHashes, BitSet blocks) {
      for (int b = 0; b < list.size(); b++) {
        boolean possible = false;
        for (Row row : list.get(b).source) {
          Row.Value value = row.fields().get(field);
          if (value != null) {
            Set<Long> words = new HashSet<>();
            for (long hash : Tokens.hashes(value.text())) {
              words.add(hash);
            }
            possible |= Arrays.stream(tokenHashes).allMatch(words::contains);
          }
        }
        if (!possible) {
          blocks.clear(b);
        }
      }
    }

    @Override
    public void pruneRange(String field, double min, double max, BitSet blocks) {
      for (int b = 0; b < list.size(); b++) {
        boolean possible = false;
        boolean numeric = true;
        for (Row row : list.get(b).source) {
          Row.Value value = row.fields().get(field);
          if (value != null) {
            double number = Values.plainNumber(value.text());
            numeric &= !Double.isNaN(number);
            possible |= number >= min && number <= max;
          }
        }
        if (numeric && !possible) {
          blocks.clear(b);
        }
      }
    }

    @Override
    public Collection<String> fields() {
      Set<String> fields = new LinkedHashSet<>();
      list.forEach(block -> fields.addAll(block.fields()));
      return fields;
    }

    @Override
    public Block block(int block) {
      return list.get(block);
    }
  }

  private static final class ShapedBlock implements Block {
    final List<Row> source;
    final long min;
    final long max;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private static List<Row.@Nullable Value> valuesOf(String name, List<Row> rows) {
      List<Row.@Nullable Value> values = new ArrayList<>(rows.size());
      for (Row row : rows) {
        values.add(row.fields().get(name));
      }
      return values;
    }

    ShapedBlock(List<Row> rows, Random random) {
      source = List.copyOf(rows);
      min = rows.stream().mapToLong(Row::time).min().orElse(0);
      max = rows.stream().mapToLong(Row::time).max().orElse(0);
      Set<String> names = new LinkedHashSet<>();
      rows.forEach(row -> names.addAll(row.fields().keySet()));
      for (String name : names) {
        columns.put(name, shape(valuesOf(name, rows), random));
      }
    }

    @Override
    public int rows() {
      return source.size();
    }

    @Override
    public long[] times() {
      return source.stream().mapToLong(Row::time).toArray();
    }

    @Override
    public List<String> fields() {
      return List.copyOf(columns.keySet());
    }

    @Override
    public @Nullable Column column(String field) {
      return columns.get(field);
    }

    @Override
    public long decodedBytes(String field) {
      return columns.containsKey(field) ? 8L * rows() : 0;
    }
  }

  private static Column shape(List<Row.@Nullable Value> values, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> dictionary(values);
      case 1 -> {
        Column numbers = numbers(values);
        yield numbers == null ? text(values) : numbers;
      }
      case 2 ->
          values.stream().allMatch(v -> v == null || v.type() == ValueType.STRING)
              ? new Templates(values, random)
              : text(values);
      default -> text(values);
    };
  }

  private static Column dictionary(List<Row.@Nullable Value> values) {
    List<Row.Value> distinct = new ArrayList<>();
    int[] codes = new int[values.size()];
    for (int row = 0; row < codes.length; row++) {
      Row.Value value = values.get(row);
      if (value != null && !distinct.contains(value)) {
        distinct.add(value);
      }
      codes[row] = value == null ? -1 : distinct.indexOf(value);
    }
    return new DictionaryColumn(
        codes,
        distinct.stream().map(v -> utf8(v.text())).toArray(byte[][]::new),
        distinct.stream().map(Row.Value::type).toArray(ValueType[]::new));
  }

  /// @return null when the values are no numbers of one scale and type
  private static @Nullable Column numbers(List<Row.@Nullable Value> values) {
    long[] unscaled = new long[values.size()];
    Bitmap present = new Bitmap(values.size());
    int scale = 0;
    int minDigits = Integer.MAX_VALUE;
    ValueType type = null;
    for (int row = 0; row < unscaled.length; row++) {
      Row.Value value = values.get(row);
      if (value == null) {
        continue;
      }
      String text = value.text();
      if (!text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")
          || (type != null && type != value.type())) {
        return null;
      }
      int digits = Math.max(0, new BigDecimal(text).scale());
      scale = Math.max(scale, digits);
      minDigits = Math.min(minDigits, digits);
      type = value.type();
      present.set(row);
    }
    if (type == null) {
      return null;
    }
    for (int row = present.next(0); row >= 0; row = present.next(row + 1)) {
      String text = java.util.Objects.requireNonNull(values.get(row)).text();
      try {
        unscaled[row] = new BigDecimal(text).scaleByPowerOfTen(scale).longValueExact();
      } catch (ArithmeticException e) {
        return null;
      }
    }
    NumberColumn column = new NumberColumn(unscaled, scale, minDigits, present, type);
    for (int row = 0; row < unscaled.length; row++) {
      Row.Value value = values.get(row);
      if (value != null && !column.text(row).equals(value.text())) {
        return null; // such as -0
      }
    }
    return column;
  }

  private static TextColumn text(List<Row.@Nullable Value> values) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] offsets = new int[values.size() + 1];
    Bitmap present = new Bitmap(values.size());
    byte[] types = new byte[values.size()];
    for (int row = 0; row < values.size(); row++) {
      Row.Value value = values.get(row);
      if (value != null) {
        data.writeBytes(utf8(value.text()));
        present.set(row);
        types[row] = value.type().code();
      }
      offsets[row + 1] = data.size();
    }
    return new TextColumn(data.toByteArray(), offsets, present, types);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Text split as the contract of [TemplateColumn] says.
  private static final class Templates implements TemplateColumn {
    private static final Pattern VARIABLE =
        Pattern.compile("(?<![\\p{L}\\p{Nd}_])(?=[\\p{L}_]*[0-9])[\\p{L}\\p{Nd}_]+");

    private final List<Row.@Nullable Value> values;
    private final List<List<String>> templates = new ArrayList<>();
    private final int[] templateOfRow;

    /// Of each template, the variables of each of its rows.
    private final List<List<List<byte[]>>> variables = new ArrayList<>();

    private final Random random;

    Templates(List<Row.@Nullable Value> values, Random random) {
      this.values = values;
      this.random = random;
      this.templateOfRow = new int[values.size()];
      for (int row = 0; row < values.size(); row++) {
        Row.Value value = values.get(row);
        if (value == null) {
          templateOfRow[row] = -1;
          continue;
        }
        List<String> fragments = new ArrayList<>();
        List<byte[]> ofRow = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(value.text());
        int from = 0;
        while (matcher.find()) {
          fragments.add(value.text().substring(from, matcher.start()));
          ofRow.add(utf8(matcher.group()));
          from = matcher.end();
        }
        fragments.add(value.text().substring(from));
        if (!templates.contains(fragments)) {
          templates.add(fragments);
          variables.add(new ArrayList<>());
        }
        variables.get(templates.indexOf(fragments)).add(ofRow);
        templateOfRow[row] = templates.indexOf(fragments);
      }
    }

    @Override
    public int rows() {
      return values.size();
    }

    @Override
    public boolean isPresent(int row) {
      return templateOfRow[row] >= 0;
    }

    @Override
    public byte[] bytes(int row) {
      return utf8(java.util.Objects.requireNonNull(values.get(row)).text());
    }

    @Override
    public Bitmap present() {
      Bitmap present = new Bitmap(templateOfRow.length);
      for (int row = 0; row < templateOfRow.length; row++) {
        if (templateOfRow[row] >= 0) {
          present.set(row);
        }
      }
      return present;
    }

    @Override
    public int templates() {
      return templates.size();
    }

    @Override
    public byte[][] fragments(int template) {
      return templates.get(template).stream().map(ShapedSnapshot::utf8).toArray(byte[][]::new);
    }

    /// Now as exactly as can be, now less.
    @Override
    public Variables variables(int template, int hole, boolean decoded) {
      List<byte[]> texts = variables.get(template).stream().map(row -> row.get(hole)).toList();
      if (random.nextInt(5) == 0) {
        return Variables.ANY;
      }
      byte[] first = texts.getFirst();
      int shared =
          texts.stream()
              .mapToInt(t -> Arrays.mismatch(first, t))
              .filter(n -> n >= 0)
              .min()
              .orElse(first.length);
      byte[] prefix = Arrays.copyOf(first, random.nextInt(3) == 0 ? 0 : shared);
      long[] ascii = new long[2];
      boolean beyond = random.nextInt(8) == 0;
      int min = Integer.MAX_VALUE;
      int max = 0;
      for (byte[] text : texts) {
        min = Math.min(min, text.length - prefix.length);
        max = Math.max(max, text.length - prefix.length);
        for (int i = prefix.length; i < text.length; i++) {
          beyond |= text[i] < 0;
          if (text[i] >= 0) {
            ascii[text[i] >> 6] |= 1L << text[i];
          }
        }
      }
      return new Variables(
          prefix, ascii[0], ascii[1], beyond, min, max, new byte[0], random.nextBoolean());
    }

    @Override
    public int[] templateOfRow() {
      return templateOfRow;
    }

    @Override
    public TextColumn text(Bitmap rows) {
      List<Row.@Nullable Value> wanted = new ArrayList<>();
      for (int row = 0; row < values.size(); row++) {
        Row.Value value = values.get(row);
        wanted.add(value == null || rows.get(row) ? value : Row.Value.of(""));
      }
      return ShapedSnapshot.text(wanted);
    }
  }
}
