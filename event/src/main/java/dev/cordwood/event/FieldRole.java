package dev.cordwood.event;

/// What a field is for beside being a field. Indices are positions in the lists of [IngestOptions],
/// -1 where it is not in the list.
///
/// @param left whether the field is left out of the row (ignored, or replaced by an extra field)
/// @param isStream whether it is `_stream`, which is made and never taken
/// @param decolorize whether its texts lose their colour codes
/// @param watchIndex position in the list of the [RowEnrichment]
/// @param underscored whether it starts with one underscore, which some programs put before names
record FieldRole(
    int timeIndex,
    int messageIndex,
    int streamIndex,
    boolean left,
    boolean isStream,
    boolean decolorize,
    int watchIndex,
    boolean underscored) {}
