package dev.cordwood.collect.net;

import dev.cordwood.collect.net.Framing.BrokenStreamException;

/// A connection whose frames become rows and get no answer: best effort, as TCP without
/// acknowledgements is.
record FramedSession(Framing framing, RowSink rows) implements StreamSession {
  @Override
  public void feed(byte[] bytes, int start, int end) throws BrokenStreamException {
    framing.feed(bytes, start, end, rows);
  }

  @Override
  public long due() {
    return rows.due();
  }

  @Override
  public void tick(long now) {
    rows.tick(now);
  }

  @Override
  public void finish() {
    framing.finish(rows);
    rows.commit();
  }
}
