package dev.cordwood.collect.net;

import dev.cordwood.collect.net.Framing.BrokenStreamException;

/// As [FramedSession], for lines several of which may be one event.
record JoinedSession(Framing framing, JoinedLines lines, RowSink rows) implements StreamSession {
  @Override
  public void feed(byte[] bytes, int start, int end) throws BrokenStreamException {
    framing.feed(bytes, start, end, lines);
  }

  @Override
  public long due() {
    return Math.min(lines.due(), rows.due());
  }

  @Override
  public void tick(long now) {
    lines.tick(now);
    rows.tick(now);
  }

  @Override
  public void finish() {
    framing.finish(lines);
    lines.flush();
    rows.commit();
  }
}
