package dev.cordwood.query;

/// The end of the stages: hands rows to the caller, from one thread at a time, outside of the
/// [CpuGate], since the caller may be slow.
final class SinkStage implements Stage {
  private final ResultSink sink;
  private final CpuGate gate;
  private final QueryContext context;
  private final long maxRows;
  private long rows;

  /// @param maxRows more rows than this are refused
  SinkStage(ResultSink sink, CpuGate gate, QueryContext context, long maxRows) {
    this.sink = sink;
    this.gate = gate;
    this.context = context;
    this.maxRows = maxRows;
  }

  @Override
  public void accept(int worker, Rows batch) {
    if (batch.size() > 0) {
      gate.outside(() -> hand(batch));
    }
  }

  private synchronized void hand(Rows batch) {
    context.check();
    rows += batch.size();
    if (rows > maxRows) {
      throw new QueryException(
          "the answer has more than "
              + maxRows
              + " rows: narrow the query by time or filter, or end it with `| limit "
              + maxRows
              + "`",
          -1,
          "");
    }
    sink.accept(batch);
  }

  @Override
  public void finish() {}
}
