package dev.cordwood.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the store consists of at one moment. The file `MANIFEST` holds the newest one (see
/// [ManifestFile]); what it does not list does not exist.
///
/// @param nextPartId larger than the id of any part that was ever listed
/// @param walNumber the highest number that a segment of the log had
/// @param flushedSequence the rows of all frames of the log up to here are in the parts
/// @param positions of the sources, as of that frame
record Manifest(
    long nextPartId,
    long walNumber,
    long flushedSequence,
    List<PartEntry> parts,
    Map<String, String> positions) {
  static final Manifest EMPTY = new Manifest(1, 0, 0, List.of(), Map.of());

  Manifest {
    parts = List.copyOf(parts);
  }

  void encode(ByteOutput out) {
    out.varint(nextPartId);
    out.varint(walNumber);
    out.varint(flushedSequence);
    out.varint(parts.size());
    for (PartEntry part : parts) {
      out.varint(part.id());
      out.signed(part.day());
      out.varint(part.level());
      out.varint(part.rows());
      out.signed(part.minTime());
      out.signed(part.maxTime());
      out.varint(part.rawBytes());
      out.varint(part.fileBytes());
    }
    out.varint(positions.size());
    new TreeMap<>(positions)
        .forEach((source, state) -> {
          out.text(source);
          out.text(state);
        });
  }

  static Manifest decode(ByteInput in) throws ByteInput.MalformedException {
    long nextPartId = in.varint();
    long walNumber = in.varint();
    long flushedSequence = in.varint();
    int count = in.count("parts", in.remaining());
    List<PartEntry> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(
          new PartEntry(
              in.varint(),
              (int) in.signed(),
              in.count("level", Integer.MAX_VALUE),
              in.varint(),
              in.signed(),
              in.signed(),
              in.varint(),
              in.varint()));
    }
    int sources = in.count("sources", in.remaining());
    Map<String, String> positions = new TreeMap<>();
    for (int i = 0; i < sources; i++) {
      positions.put(in.text(), in.text());
    }
    return new Manifest(nextPartId, walNumber, flushedSequence, parts, positions);
  }
}
