package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;

/// Takes an OTLP `ExportLogsServiceRequest` in, in protobuf or in JSON. A record with too much in
/// it is refused alone, as the protocol's partial success says it.
public final class OtlpLogs {
  private final OtlpRows rows;
  private long rejected;
  private String reason = "";

  public OtlpLogs(Rows rows) {
    this.rows = new OtlpRows(rows);
  }

  /// @throws WireException when the request as a whole is broken; rows before that were added
  public void protobuf(byte[] body, long arrival) throws WireException {
    new OtlpProtobuf(this).request(body, arrival);
  }

  /// As above. Nothing was added when the body is no JSON.
  public void json(byte[] body, long arrival) throws WireException {
    new OtlpJson(this).request(body, arrival);
  }

  void add(OtlpScope from, OtlpRecord record, long arrival, long bytes) {
    rows.add(from, record, arrival, bytes);
  }

  void reject(WireException why) {
    rejected++;
    reason = String.valueOf(why.getMessage());
  }

  /// Records that were refused.
  public long rejected() {
    return rejected;
  }

  /// Why the last of them was.
  public String reason() {
    return reason;
  }
}
