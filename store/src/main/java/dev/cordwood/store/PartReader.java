package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open part file, memory-mapped. Safe for several threads. Reading after [#close()] throws
/// IllegalStateException: whoever opens it counts its users.
///
/// Opening reads the footer and the block table. Everything else is read, checked against its
/// CRC32C and decoded when it is needed; a section that is damaged throws [CorruptionException]
/// each time and does not keep the others from being read.
final class PartReader implements Segment, AutoCloseable {
  private final PartFile file;
  private final BlockTable blocks;
  private final PartFile.Section[] sections;
  private final PartSummary summary;
  private final Map<String, FieldDirectory> directories = new ConcurrentHashMap<>();
  private final AtomicLong directoryBytes = new AtomicLong();
  private volatile @Nullable FieldIndex fieldIndex;
  private volatile @Nullable List<List<String>> schemas;
  private volatile @Nullable FilterReader filter;

  private PartReader(
      PartFile file, BlockTable blocks, PartFile.Section[] sections, PartSummary summary) {
    this.file = file;
    this.blocks = blocks;
    this.sections = sections;
    this.summary = summary;
  }

  /// @throws CorruptionException when the file is damaged so far that nothing in it can be found
  /// @throws FormatVersionException when it was written by a much older or a newer program
  static PartReader open(Path path) throws IOException {
    PartFile file = PartFile.open(path);
    try {
      return open(file);
    } catch (Throwable failure) {
      file.close();
      throw failure;
    }
  }

  private static PartReader open(PartFile file) throws IOException {
    checkHeader(file);
    long trailerAt = file.length() - PartLayout.TRAILER_LENGTH;
    byte[] trailer = file.read(trailerAt, PartLayout.TRAILER_LENGTH, "the trailer");
    ByteSource source = new ByteSource(trailer);
    int length = source.i32();
    int crc = source.i32();
    byte[] magic = source.take(PartLayout.END_MAGIC.length);
    if (!Arrays.equals(magic, PartLayout.END_MAGIC) || length != PartLayout.FOOTER_LENGTH) {
      throw new CorruptionException(
          file.path(),
          trailerAt,
          "the trailer",
          "the end of a part file",
          "something else: the file may have been cut");
    }
    long footerAt = trailerAt - length;
    byte[] footer = file.read(new PartFile.Section(footerAt, length, crc), "the footer");
    source = new ByteSource(footer);
    PartFile.Section[] sections = new PartFile.Section[PartLayout.SECTIONS];
    for (int i = 0; i < sections.length; i++) {
      sections[i] = new PartFile.Section(source.i64(), source.i64(), source.i32());
    }
    PartFile.Section table = sections[PartLayout.BLOCK_TABLE];
    long rows = source.i64();
    int blockCount = source.i32();
    byte[] bytes = file.read(table, "the block table");
    try {
      if (blockCount < 1 || blockCount > Limits.MAX_PART_BLOCKS) {
        throw new MalformedException(blockCount + " blocks");
      }
      BlockTable blocks = new BlockTable(bytes, blockCount);
      if (blocks.rows() != rows) {
        throw new MalformedException(blocks.rows() + " rows instead of " + rows);
      }
      PartSummary summary =
          new PartSummary(
              rows, blockCount, source.i64(), source.i64(), source.i64(), file.length());
      return new PartReader(file, blocks, sections, summary);
    } catch (MalformedException malformed) {
      throw file.malformed(table.place(), "the block table", malformed);
    }
  }

  private static void checkHeader(PartFile file) throws IOException {
    byte[] header = file.read(0, PartLayout.HEADER_LENGTH, "the header");
    ByteSource source = new ByteSource(header);
    byte[] magic = source.take(PartLayout.MAGIC.length);
    if (!Arrays.equals(magic, PartLayout.MAGIC)) {
      throw new CorruptionException(
          file.path(), 0, "the header", "a part file", "a file of another kind");
    }
    int version = source.i32();
    int actual = PartFile.crc(header, 0, PartLayout.HEADER_CRC_AT);
    int expected = source.i32();
    if (actual != expected) {
      throw new CorruptionException(
          file.path(),
          0,
          "the header",
          "CRC32C %08x".formatted(expected),
          "%08x".formatted(actual));
    }
    if (version > PartLayout.VERSION) {
      throw FormatVersionException.tooNew(file.path(), version, PartLayout.VERSION);
    }
    if (version < PartLayout.OLDEST_VERSION) {
      throw FormatVersionException.tooOld(file.path(), version, PartLayout.OLDEST_VERSION);
    }
  }

  Path path() {
    return file.path();
  }

  PartSummary summary() {
    return summary;
  }

  @Override
  public String name() {
    return file.path().toString();
  }

  @Override
  public long rows() {
    return summary.rows();
  }

  @Override
  public long minTime() {
    return summary.minTime();
  }

  @Override
  public long maxTime() {
    return summary.maxTime();
  }

  @Override
  public int blocks() {
    return blocks.blocks();
  }

  @Override
  public int blockRows(int block) {
    return blocks.rows(block);
  }

  @Override
  public long blockMinTime(int block) {
    return blocks.minTime(block);
  }

  @Override
  public long blockMaxTime(int block) {
    return blocks.maxTime(block);
  }

  @Override
  public void prune(String field, long[] tokenHashes, BitSet candidates) throws IOException {
    FieldDirectory directory = directory(field);
    if (directory == null) {
      candidates.clear();
      return;
    }
    int[] tokens = new int[tokenHashes.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = TokenSet.reduce(tokenHashes[i]);
    }
    BitSet filtered = new BitSet();
    for (int block = candidates.nextSetBit(0);
        block >= 0;
        block = candidates.nextSetBit(block + 1)) {
      int entry = directory.find(block);
      if (entry < 0
          || (directory.has(entry, ColumnStats.HAS_SIGNATURE)
              && !directory.mayHold(entry, tokens))) {
        candidates.clear(block);
      } else if (directory.has(entry, ColumnStats.IN_FILTER)) {
        filtered.set(block);
      }
    }
    if (tokens.length > 0 && !filtered.isEmpty()) {
      BitSet found = filter().blocksWith(tokens, filtered);
      filtered.andNot(found);
      candidates.andNot(filtered);
    }
  }

  @Override
  public void pruneRange(String field, double min, double max, BitSet candidates)
      throws IOException {
    FieldDirectory directory = directory(field);
    if (directory == null) {
      candidates.clear();
      return;
    }
    for (int block = candidates.nextSetBit(0);
        block >= 0;
        block = candidates.nextSetBit(block + 1)) {
      int entry = directory.find(block);
      if (entry < 0
          || (directory.has(entry, ColumnStats.HAS_RANGE)
              && !directory.overlaps(entry, min, max))) {
        candidates.clear(block);
      }
    }
  }

  @Override
  public Collection<String> fields() throws IOException {
    return fieldIndex().names();
  }

  @Override
  public Block block(int block) {
    if (block < 0 || block >= blocks()) {
      throw new IndexOutOfBoundsException("block " + block + " of " + blocks());
    }
    return new PartBlock(this, block);
  }

  long[] readTimes(int block) throws IOException {
    PartFile.Section section = blocks.times(block);
    String what = "the times of block " + block;
    byte[] chunk = file.read(section, what);
    return decoded(
        section.place(), what, () -> StoredColumn.decodeTimes(chunk, blocks.rows(block)));
  }

  List<String> fieldsOf(int block) throws IOException {
    List<List<String>> all = schemas;
    PartFile.Section section = sections[PartLayout.SCHEMAS];
    if (all == null) {
      FieldIndex index = fieldIndex();
      byte[] bytes = file.read(section, "the schemas");
      all = decoded(section.place(), "the schemas", () -> index.schemas(bytes));
      schemas = all;
    }
    int schema = blocks.schema(block);
    if (schema >= all.size()) {
      throw file.malformed(
          section.place(), "the schemas", new MalformedException("no schema " + schema));
    }
    return all.get(schema);
  }

  @Nullable Column readColumn(String field, int block) throws IOException {
    FieldDirectory directory = directory(field);
    int entry = directory == null ? -1 : directory.find(block);
    if (directory == null || entry < 0) {
      return null;
    }
    return readColumn(field, directory, entry);
  }

  private Column readColumn(String field, FieldDirectory directory, int entry) throws IOException {
    int block = directory.block(entry);
    byte[] chunk = readChunk(field, directory, entry);
    return decoded(
        directory.place(entry),
        chunkName(field, block),
        () -> StoredColumn.decode(chunk, blocks.rows(block)));
  }

  private byte[] readChunk(String field, FieldDirectory directory, int entry) throws IOException {
    PartFile.Section section =
        new PartFile.Section(directory.place(entry), directory.length(entry), directory.crc(entry));
    return file.read(section, chunkName(field, directory.block(entry)));
  }

  private static String chunkName(String field, int block) {
    return "field '" + field + "' of block " + block;
  }

  long decodedBytes(String field, int block) throws IOException {
    FieldDirectory directory = directory(field);
    int entry = directory == null ? -1 : directory.find(block);
    if (directory == null || entry < 0) {
      return 0;
    }
    long rows = blocks.rows(block);
    return switch (directory.encoding(entry)) {
      case CONSTANT -> rows * Integer.BYTES + directory.valueBytes(entry) / rows;
      case DICTIONARY -> rows * Integer.BYTES + directory.valueBytes(entry) / 4;
      case NUMBER -> rows * Long.BYTES;
      case TEMPLATE -> rows * Integer.BYTES * 5 + directory.valueBytes(entry) * 2;
      case AFFIX, IPV4, UUID, HEX, TIME, PLAIN ->
          rows * Integer.BYTES + directory.valueBytes(entry) * 2;
    };
  }

  /// A block as it is stored.
  ///
  /// @return null when a new part would store it differently
  @Nullable StoredBlock stored(int block) throws IOException {
    if (!filter().isUsual()) {
      return null;
    }
    List<StoredBlock.Chunk> chunks = new ArrayList<>();
    for (String field : fieldsOf(block)) {
      FieldDirectory directory = directory(field);
      int entry = directory == null ? -1 : directory.find(block);
      if (directory != null && entry >= 0) {
        chunks.add(
            new StoredBlock.Chunk(
                field, readChunk(field, directory, entry), directory.stats(entry)));
      }
    }
    return new StoredBlock(
        blocks.rows(block),
        blocks.minTime(block),
        blocks.maxTime(block),
        blocks.rawBytes(block),
        file.read(blocks.times(block), "the times of block " + block),
        chunks,
        filter().filterOf(block));
  }

  long blockRawBytes(int block) {
    return blocks.rawBytes(block);
  }

  /// Bytes of the file by what they hold.
  PartSizes sizes() throws IOException {
    Map<String, Long> columns = new TreeMap<>();
    Map<String, Long> encodings = new TreeMap<>();
    long chunks = 0;
    for (FieldIndex.Field field : fieldIndex().fields()) {
      columns.put(field.name(), field.chunkBytes());
      chunks += field.chunkBytes();
      FieldDirectory directory = directory(field.name());
      for (int entry = 0; directory != null && entry < directory.count(); entry++) {
        encodings.merge(
            directory.encoding(entry).name().toLowerCase(java.util.Locale.ROOT),
            (long) directory.length(entry),
            Long::sum);
      }
    }
    long times = 0;
    for (int block = 0; block < blocks(); block++) {
      times += blocks.times(block).length();
    }
    long filters = filter().bytes() + sections[PartLayout.FILTER_DIRECTORY].length();
    return new PartSizes(
        columns, encodings, times, filters, file.length() - chunks - times - filters);
  }

  /// Reads the whole file and reports every damaged section.
  void verify(Consumer<CorruptionException> problems) throws IOException {
    attempt(problems, () -> filter().verify(problems));
    for (int block = 0; block < blocks(); block++) {
      int number = block;
      attempt(problems, () -> readTimes(number));
      attempt(problems, () -> fieldsOf(number));
    }
    attempt(
        problems,
        () -> {
          for (FieldIndex.Field field : fieldIndex().fields()) {
            attempt(problems, () -> verify(field, problems));
          }
        });
  }

  private void verify(FieldIndex.Field field, Consumer<CorruptionException> problems)
      throws IOException {
    FieldDirectory directory = readDirectory(field);
    for (int i = 0; i < directory.count(); i++) {
      int entry = i;
      attempt(
          problems,
          () -> {
            Column column = readColumn(field.name(), directory, entry);
            decoded(directory.place(entry), "field '" + field.name() + "'", () -> texts(column));
          });
    }
  }

  /// Makes the text of all rows, which is left undone when a column is read.
  private static Object texts(Column column) {
    return switch (column) {
      case TemplateColumn template -> template.text(Bitmap.full(template.rows()));
      case TextColumn text -> text.data();
      case DictionaryColumn dictionary -> dictionary;
      case NumberColumn number -> number;
    };
  }

  private interface Check {
    void run() throws IOException;
  }

  private static void attempt(Consumer<CorruptionException> problems, Check check)
      throws IOException {
    try {
      check.run();
    } catch (CorruptionException damage) {
      problems.accept(damage);
    }
  }

  private FieldIndex fieldIndex() throws IOException {
    FieldIndex index = fieldIndex;
    if (index == null) {
      PartFile.Section section = sections[PartLayout.FIELD_INDEX];
      byte[] bytes = file.read(section, "the field index");
      index =
          decoded(section.place(), "the field index", () -> new FieldIndex(bytes, blocks.blocks()));
      fieldIndex = index;
    }
    return index;
  }

  private @Nullable FieldDirectory directory(String field) throws IOException {
    FieldDirectory directory = directories.get(field);
    if (directory != null) {
      return directory;
    }
    FieldIndex.Field found = fieldIndex().find(field);
    if (found == null) {
      return null;
    }
    directory = readDirectory(found);
    if (directoryBytes.addAndGet(directory.bytes()) > Limits.MAX_CACHED_DIRECTORY_BYTES) {
      directories.clear();
      directoryBytes.set(directory.bytes());
    }
    directories.put(field, directory);
    return directory;
  }

  private FieldDirectory readDirectory(FieldIndex.Field field) throws IOException {
    String what = "the directory of field '" + field.name() + "'";
    byte[] bytes = file.read(field.section(), what);
    return decoded(
        field.section().place(),
        what,
        () -> new FieldDirectory(bytes, field.entries(), blocks.blocks()));
  }

  private FilterReader filter() throws IOException {
    FilterReader reader = filter;
    if (reader == null) {
      PartFile.Section section = sections[PartLayout.FILTER_DIRECTORY];
      byte[] bytes = file.read(section, "the filter directory");
      reader =
          decoded(
              section.place(),
              "the filter directory",
              () -> new FilterReader(file, bytes, blocks.blocks()));
      filter = reader;
    }
    return reader;
  }

  private interface Decoding<T> {
    T decode();
  }

  /// Whatever goes wrong while bytes with the right checksum are decoded is damage too: it was
  /// there when they were written.
  private <T> T decoded(long place, String what, Decoding<T> decoding) throws CorruptionException {
    try {
      return decoding.decode();
    } catch (MalformedException
        | IndexOutOfBoundsException
        | ArithmeticException
        | NegativeArraySizeException malformed) {
      throw file.malformed(place, what, malformed);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
