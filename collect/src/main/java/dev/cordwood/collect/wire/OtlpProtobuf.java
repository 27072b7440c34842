package dev.cordwood.collect.wire;

import java.util.ArrayList;
import java.util.List;

/// OTLP logs in protobuf, by the numbers of `opentelemetry/proto/logs/v1/logs.proto` and
/// `common/v1/common.proto`.
final class OtlpProtobuf {
  private static final int BYTES = ProtobufReader.BYTES;
  private static final int VARINT = ProtobufReader.VARINT;
  private static final int FIXED32 = ProtobufReader.FIXED32;
  private static final int FIXED64 = ProtobufReader.FIXED64;

  private final OtlpLogs logs;
  private int values;

  OtlpProtobuf(OtlpLogs logs) {
    this.logs = logs;
  }

  void request(byte[] body, long arrival) throws WireException {
    ProtobufReader request = new ProtobufReader(body, 0, body.length);
    while (request.next()) {
      if (request.is(1, BYTES)) {
        resourceLogs(request.message(), request.message(), arrival);
      }
    }
  }

  /// Fields may come in any order, and what they say of all records before or after these.
  private void resourceLogs(ProtobufReader first, ProtobufReader second, long arrival)
      throws WireException {
    List<Datum.Field> resource = List.of();
    while (first.next()) {
      if (first.is(1, BYTES)) {
        resource = resource(first.message());
      }
    }
    while (second.next()) {
      if (second.is(2, BYTES) || second.is(1000, BYTES)) {
        scopeLogs(resource, second.message(), second.message(), arrival);
      }
    }
  }

  private List<Datum.Field> resource(ProtobufReader message) throws WireException {
    values = 0;
    List<Datum.Field> attributes = new ArrayList<>();
    long dropped = 0;
    while (message.next()) {
      if (message.is(1, BYTES)) {
        attributes.add(keyValue(message.message(), 0));
      } else if (message.is(2, VARINT)) {
        dropped = message.number();
      }
    }
    return OtlpRows.resource(attributes, dropped);
  }

  private void scopeLogs(
      List<Datum.Field> resource, ProtobufReader first, ProtobufReader second, long arrival)
      throws WireException {
    List<Datum.Field> all = new ArrayList<>(resource);
    while (first.next()) {
      if (first.is(1, BYTES)) {
        all.addAll(scope(first.message()));
      }
    }
    OtlpScope from = new OtlpScope(all);
    while (second.next()) {
      if (second.is(2, BYTES)) {
        OtlpRecord record;
        try {
          record = record(second.message());
        } catch (WireException e) {
          logs.reject(e);
          continue;
        }
        logs.add(from, record, arrival, second.end() - second.start());
      }
    }
  }

  private List<Datum.Field> scope(ProtobufReader message) throws WireException {
    values = 0;
    Datum.Text name = Datum.Text.EMPTY;
    Datum.Text version = Datum.Text.EMPTY;
    List<Datum.Field> attributes = new ArrayList<>();
    long dropped = 0;
    while (message.next()) {
      if (message.is(1, BYTES)) {
        name = message.text();
      } else if (message.is(2, BYTES)) {
        version = message.text();
      } else if (message.is(3, BYTES)) {
        attributes.add(keyValue(message.message(), 0));
      } else if (message.is(4, VARINT)) {
        dropped = message.number();
      }
    }
    return OtlpRows.scope(name, version, attributes, dropped);
  }

  private OtlpRecord record(ProtobufReader message) throws WireException {
    values = 0;
    OtlpRecord record = new OtlpRecord();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> record.time = message.is(1, FIXED64) ? message.number() : 0;
        case 2 -> record.severityNumber = message.is(2, VARINT) ? (int) message.number() : 0;
        case 3 -> record.severityText = message.is(3, BYTES) ? message.text() : Datum.Text.EMPTY;
        case 5 -> {
          if (message.is(5, BYTES)) {
            record.body = value(message.message(), 0);
          }
        }
        case 6 -> {
          if (message.is(6, BYTES)) {
            record.attributes.add(keyValue(message.message(), 0));
          }
        }
        case 7 -> record.droppedAttributes = message.is(7, VARINT) ? message.number() : 0;
        case 8 -> record.flags = message.is(8, FIXED32) ? message.number() : 0;
        case 9 -> record.traceId = identifier(message, 9);
        case 10 -> record.spanId = identifier(message, 10);
        case 11 -> record.observed = message.is(11, FIXED64) ? message.number() : 0;
        case 12 -> record.eventName = message.is(12, BYTES) ? message.text() : Datum.Text.EMPTY;
        default -> {} // unknown fields are passed over
      }
    }
    return record;
  }

  private static Datum.Text identifier(ProtobufReader message, int field) {
    return message.is(field, BYTES)
        ? OtlpRecord.hex(message.text().bytes(), message.start(), message.end())
        : Datum.Text.EMPTY;
  }

  private Datum.Field keyValue(ProtobufReader message, int depth) throws WireException {
    count(depth);
    Datum.Text key = Datum.Text.EMPTY;
    Datum value = Datum.Nothing.NULL;
    while (message.next()) {
      if (message.is(1, BYTES)) {
        key = message.text();
      } else if (message.is(2, BYTES)) {
        value = value(message.message(), depth);
      }
    }
    return new Datum.Field(key, value);
  }

  private Datum value(ProtobufReader message, int depth) throws WireException {
    count(depth);
    Datum value = Datum.Nothing.NULL;
    while (message.next()) {
      if (message.is(1, BYTES)) {
        value = message.text();
      } else if (message.is(2, VARINT)) {
        value = Datum.Flag.of(message.number() != 0);
      } else if (message.is(3, VARINT)) {
        value = Datum.Numeral.of(message.number());
      } else if (message.is(4, FIXED64)) {
        value = Datum.of(Double.longBitsToDouble(message.number()));
      } else if (message.is(5, BYTES)) {
        value = items(message.message(), depth + 1);
      } else if (message.is(6, BYTES)) {
        value = map(message.message(), depth + 1);
      } else if (message.is(7, BYTES)) {
        value = DatumJson.base64(message.text().bytes(), message.start(), message.end());
      }
    }
    return value;
  }

  private Datum items(ProtobufReader message, int depth) throws WireException {
    List<Datum> items = new ArrayList<>();
    while (message.next()) {
      if (message.is(1, BYTES)) {
        items.add(value(message.message(), depth));
      }
    }
    return new Datum.Items(items);
  }

  private Datum map(ProtobufReader message, int depth) throws WireException {
    List<Datum.Field> fields = new ArrayList<>();
    while (message.next()) {
      if (message.is(1, BYTES)) {
        fields.add(keyValue(message.message(), depth));
      }
    }
    return new Datum.Fields(fields);
  }

  private void count(int depth) throws WireException {
    if (++values > WireLimits.MAX_VALUES) {
      throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
    }
    if (depth > WireLimits.MAX_DEPTH) {
      throw new WireException(
          "values within values more than %d deep".formatted(WireLimits.MAX_DEPTH));
    }
  }
}
