package dev.cordwood.collect.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// One OTLP `LogRecord` while it is being decoded, whatever it is encoded in.
final class OtlpRecord {
  long time;
  long observed;
  int severityNumber;
  Datum.Text severityText = Datum.Text.EMPTY;
  Datum body = Datum.Nothing.NULL;
  final List<Datum.Field> attributes = new ArrayList<>();
  long droppedAttributes;
  long flags;
  Datum.Text traceId = Datum.Text.EMPTY;
  Datum.Text spanId = Datum.Text.EMPTY;
  Datum.Text eventName = Datum.Text.EMPTY;

  /// An identifier in hexadecimal digits; one of zeros is none.
  static Datum.Text hex(byte[] bytes, int start, int end) {
    boolean zero = true;
    for (int i = start; i < end; i++) {
      zero &= bytes[i] == 0;
    }
    return zero ? Datum.Text.EMPTY : Datum.Text.of(HexFormat.of().formatHex(bytes, start, end));
  }

  /// The word for a severity number, or nothing.
  static byte[] level(int number) {
    String word =
        number < 1
            ? ""
            : number <= 4
                ? "trace"
                : number <= 8
                    ? "debug"
                    : number <= 12
                        ? "info"
                        : number <= 16
                            ? "warn"
                            : number <= 20 ? "error" : number <= 24 ? "fatal" : "";
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
