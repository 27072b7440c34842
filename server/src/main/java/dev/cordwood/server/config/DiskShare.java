package dev.cordwood.server.config;

/// A part of the disk the data lies on: a percentage of its size, or a number of bytes.
///
/// @param percent 0 when given in bytes
/// @param bytes 0 when given as a percentage
public record DiskShare(double percent, long bytes) {
  public static DiskShare ofPercent(double percent) {
    if (!(percent >= 0 && percent <= 90)) {
      throw new IllegalArgumentException("from 0% to 90%");
    }
    return new DiskShare(percent, 0);
  }

  public static DiskShare ofBytes(long bytes) {
    return new DiskShare(0, bytes);
  }

  static DiskShare parse(String text) {
    String trimmed = text.strip();
    if (trimmed.endsWith("%")) {
      return ofPercent(Double.parseDouble(trimmed.substring(0, trimmed.length() - 1).strip()));
    }
    return ofBytes(Sizes.parse(trimmed));
  }

  /// @param diskBytes size of the whole disk
  public long of(long diskBytes) {
    return percent > 0 ? (long) (diskBytes / 100.0 * percent) : bytes;
  }

  @Override
  public String toString() {
    if (percent == 0) {
      return Sizes.format(bytes);
    }
    return (percent == Math.rint(percent)
            ? String.valueOf((long) percent)
            : String.valueOf(percent))
        + "%";
  }
}
