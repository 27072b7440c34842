package dev.cordwood.store;

import java.nio.charset.StandardCharsets;

/// The fixed places and numbers of a part file. `docs/store-format.md` describes the whole.
///
/// ```
/// header | chunks of block 0 | … | filter stripe | chunks | … | field sections | field index
///        | block table | schemas | filter directory | footer | trailer
/// ```
final class PartLayout {
  static final byte[] MAGIC = "CORDPART".getBytes(StandardCharsets.US_ASCII);
  static final byte[] END_MAGIC = "CORDEND\n".getBytes(StandardCharsets.US_ASCII);

  /// What this program writes.
  static final int VERSION = 1;

  /// The oldest version that this program reads.
  static final int OLDEST_VERSION = 1;

  /// Magic, version, CRC32C of both.
  static final int HEADER_LENGTH = 16;

  static final int HEADER_VERSION_AT = 8;
  static final int HEADER_CRC_AT = 12;

  /// Footer's length, footer's CRC32C, end magic.
  static final int TRAILER_LENGTH = 16;

  /// Sections that the footer names: place (8), length (8), CRC32C (4) each.
  static final int FIELD_INDEX = 0;

  static final int BLOCK_TABLE = 1;
  static final int SCHEMAS = 2;
  static final int FILTER_DIRECTORY = 3;
  static final int SECTIONS = 4;

  /// Sections, then rows (8), blocks (4), minimum and maximum time (8 each), raw bytes (8).
  static final int FOOTER_LENGTH = SECTIONS * 20 + 36;

  /// The filter's pages have a CRC32C each, so that a look-up checks what it reads and no more.
  static final int FILTER_PAGE = 4096;

  private PartLayout() {}
}
