package dev.cordwood.store;

import java.util.Map;

/// Where the bytes of a part file go. All of them together are the file's length.
///
/// @param columns bytes of each field's values, in all blocks
/// @param encodings bytes of values by the name of their encoding
/// @param times bytes of the time column
/// @param filter bytes of the token filter
/// @param directory everything else: header, directories, footer
record PartSizes(
    Map<String, Long> columns,
    Map<String, Long> encodings,
    long times,
    long filter,
    long directory) {}
