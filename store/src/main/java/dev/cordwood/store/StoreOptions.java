package dev.cordwood.store;

import java.time.Duration;
import java.time.InstantSource;

/// How to open a [Store]. Set what differs from the defaults:
///
/// ```java
/// Store.open(directory, new StoreOptions().maxAge(Duration.ofDays(30)))
/// ```
///
/// The store copies the options when it opens; later changes have no effect on it.
public final class StoreOptions {
  private static final long MIB = 1 << 20;

  private SyncMode sync = SyncMode.GROUP;
  private boolean readOnly = false;
  private Duration maxAge = Duration.ZERO;
  private long maxBytes = 0;
  private long keepFreeBytes = 0;
  private double keepFreePercent = 0;
  private long reserveBytes = 256 * MIB;
  private long memoryBytes = defaultMemoryBytes(Runtime.getRuntime().maxMemory());
  private Duration flushAge = Duration.ofMinutes(1);
  private long walSegmentBytes = 64 * MIB;
  private long maxPartBytes = 1024 * MIB;
  private boolean merging = true;
  private int mergeFanIn = 0;
  private InstantSource clock = InstantSource.system();
  private Disk disk = new LocalDisk();

  public StoreOptions() {}

  StoreOptions(StoreOptions other) {
    sync = other.sync;
    readOnly = other.readOnly;
    maxAge = other.maxAge;
    maxBytes = other.maxBytes;
    keepFreeBytes = other.keepFreeBytes;
    keepFreePercent = other.keepFreePercent;
    reserveBytes = other.reserveBytes;
    memoryBytes = other.memoryBytes;
    flushAge = other.flushAge;
    walSegmentBytes = other.walSegmentBytes;
    maxPartBytes = other.maxPartBytes;
    merging = other.merging;
    mergeFanIn = other.mergeFanIn;
    clock = other.clock;
    disk = other.disk;
  }

  /// A sixteenth of the heap, between 4 and 128 MiB: a full memory of rows, the one before it that
  /// is just being written and the writing itself then take less than half of the heap.
  static long defaultMemoryBytes(long heapBytes) {
    return Math.clamp(heapBytes / 16, 4 * MIB, 128 * MIB);
  }

  /// When an append counts as done; [SyncMode#GROUP] by default.
  public StoreOptions sync(SyncMode mode) {
    sync = mode;
    return this;
  }

  public SyncMode sync() {
    return sync;
  }

  /// Opens without writing anything: no recovery on disk, no merges, no appends.
  public StoreOptions readOnly(boolean value) {
    readOnly = value;
    return this;
  }

  public boolean readOnly() {
    return readOnly;
  }

  /// Parts whose newest row is older are dropped. Zero, the default, keeps rows of any age.
  public StoreOptions maxAge(Duration age) {
    maxAge = atLeastZero(age, "maxAge");
    return this;
  }

  public Duration maxAge() {
    return maxAge;
  }

  /// When parts take more bytes on disk than this, the oldest are dropped. Zero, the default, means
  /// no limit.
  public StoreOptions maxBytes(long bytes) {
    maxBytes = atLeastZero(bytes, "maxBytes");
    return this;
  }

  public long maxBytes() {
    return maxBytes;
  }

  /// When the file system has fewer bytes free than this, the oldest parts are dropped. Zero, the
  /// default, never drops rows for the sake of free space: the store then stops taking rows when
  /// [#reserveBytes()] is reached.
  public StoreOptions keepFreeBytes(long bytes) {
    keepFreeBytes = atLeastZero(bytes, "keepFreeBytes");
    return this;
  }

  public long keepFreeBytes() {
    return keepFreeBytes;
  }

  /// As [#keepFreeBytes(long)], as a percentage of the file system's size. When both are set the
  /// larger counts.
  public StoreOptions keepFreePercent(double percent) {
    if (!(percent >= 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "keepFreePercent must be at least 0 and below 100, not " + percent);
    }
    keepFreePercent = percent;
    return this;
  }

  public double keepFreePercent() {
    return keepFreePercent;
  }

  /// With fewer bytes free than this the store takes no more rows ([StoreFullException]) until
  /// there is room again. Also what merges leave free. 256 MiB by default.
  public StoreOptions reserveBytes(long bytes) {
    reserveBytes = atLeastZero(bytes, "reserveBytes");
    return this;
  }

  public long reserveBytes() {
    return reserveBytes;
  }

  /// Rows in memory are written into parts when they take this much. By default a sixteenth of the
  /// heap, between 4 and 128 MiB. Appends wait when unwritten rows take three times as much.
  public StoreOptions memoryBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("memoryBytes must be positive, not " + bytes);
    }
    memoryBytes = bytes;
    return this;
  }

  public long memoryBytes() {
    return memoryBytes;
  }

  /// Rows in memory are written into parts when the oldest of them came this long ago. One minute
  /// by default. They are durable and visible before, in the write-ahead log and from memory.
  public StoreOptions flushAge(Duration age) {
    if (age.isZero() || age.isNegative()) {
      throw new IllegalArgumentException("flushAge must be positive, not " + age);
    }
    flushAge = age;
    return this;
  }

  public Duration flushAge() {
    return flushAge;
  }

  /// A new file of the write-ahead log begins when the newest has this many bytes; 64 MiB by
  /// default.
  public StoreOptions walSegmentBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("walSegmentBytes must be positive, not " + bytes);
    }
    walSegmentBytes = bytes;
    return this;
  }

  public long walSegmentBytes() {
    return walSegmentBytes;
  }

  /// Merges make no part that is larger than about this; 1 GiB by default.
  public StoreOptions maxPartBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxPartBytes must be positive, not " + bytes);
    }
    maxPartBytes = bytes;
    return this;
  }

  public long maxPartBytes() {
    return maxPartBytes;
  }

  /// Whether small parts are merged in the background; true by default.
  public StoreOptions merging(boolean value) {
    merging = value;
    return this;
  }

  public boolean merging() {
    return merging;
  }

  /// How many parts one merge takes; 0 has it chosen by the heap's size.
  StoreOptions mergeFanIn(int parts) {
    mergeFanIn = parts;
    return this;
  }

  int mergeFanIn() {
    return mergeFanIn;
  }

  /// What time it is, for retention; the system's clock by default.
  public StoreOptions clock(InstantSource source) {
    clock = source;
    return this;
  }

  public InstantSource clock() {
    return clock;
  }

  StoreOptions disk(Disk value) {
    disk = value;
    return this;
  }

  Disk disk() {
    return disk;
  }

  private static long atLeastZero(long bytes, String name) {
    if (bytes < 0) {
      throw new IllegalArgumentException(name + " must not be negative, not " + bytes);
    }
    return bytes;
  }

  private static Duration atLeastZero(Duration age, String name) {
    if (age.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, not " + age);
    }
    return age;
  }
}
