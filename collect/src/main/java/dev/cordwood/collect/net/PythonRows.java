package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.PickleReader;
import dev.cordwood.collect.wire.PythonRecord;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.event.IngestOptions;
import java.util.Map;

/// Pickled records of Python's `logging`. One that holds more than plain data is refused: a pickle
/// is a program, and what it names is not run here.
final class PythonRows extends DecodedRows {
  private final PythonRecord record;

  PythonRows(IngestOptions options, IngestCounters counters) {
    super(options, counters);
    record = new PythonRecord(this);
  }

  @Override
  void frame(byte[] bytes, int start, int end) {
    try {
      if (PickleReader.read(bytes, start, end) instanceof Map<?, ?> attributes) {
        record.add(attributes, now(), end - start);
      } else {
        refuse(end - start, RefusalReason.BAD_PICKLE, "a pickle that is no record of logging");
      }
    } catch (WireException e) {
      refuse(
          end - start,
          RefusalReason.BAD_PICKLE,
          "a pickled record cannot be taken: " + e.getMessage());
    }
  }
}
