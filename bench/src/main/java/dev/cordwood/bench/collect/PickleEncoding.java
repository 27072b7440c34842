package dev.cordwood.bench.collect;

/// A `LogRecord` as `logging.handlers.SocketHandler` sends it: four bytes of length and a pickle of
/// the record's attributes in protocol 1, with the values remembered that CPython remembers.
final class PickleEncoding {
  private final ByteWriter out = new ByteWriter();
  private int remembered;

  private PickleEncoding() {}

  static void frame(LogEvent event, ByteWriter out) {
    ByteWriter pickle = new PickleEncoding().record(event);
    out.big(pickle.size(), 4).all(pickle);
  }

  private ByteWriter record(LogEvent event) {
    out.put('}'); // EMPTY_DICT
    remember();
    out.put('('); // MARK
    text("name").text(event.logger());
    text("msg").text(event.message());
    text("args").none();
    text("levelname").text(event.level().name());
    text("levelno").number(event.level().pythonNumber());
    text("pathname").text("/srv/shop/" + event.service() + "/service.py");
    text("filename").text("service.py");
    text("module").text("service");
    text("exc_info").none();
    text("exc_text").none();
    text("stack_info").none();
    text("lineno").number(211);
    text("funcName").text("handle");
    text("created").decimal(event.timeNanos() / 1e9);
    text("msecs").decimal(event.timeNanos() / 1_000 % 1_000_000 / 1e3);
    text("relativeCreated").decimal(event.timeNanos() % 3_600_000_000_000L / 1e6);
    text("thread").number(1_402_114);
    text("threadName").text(event.thread());
    text("processName").text("MainProcess");
    text("process").number(4711);
    text("taskName").none();
    text("service").text(event.service());
    text("host").text(event.host());
    text("trace_id").text(java.util.HexFormat.of().formatHex(event.traceId()));
    text("order_id").number(event.orderId());
    text("duration_ms").number(event.durationMillis());
    return out.put('u').put('.'); // SETITEMS, STOP
  }

  private PickleEncoding text(String ascii) {
    out.put('X').little(ascii.length(), 4).text(ascii); // BINUNICODE
    remember();
    return this;
  }

  private void none() {
    out.put('N');
  }

  private void number(long value) {
    if (value < 1 << 8) {
      out.put('K').put((int) value); // BININT1
    } else if (value < 1 << 16) {
      out.put('M').little(value, 2); // BININT2
    } else {
      out.put('J').little(value, 4); // BININT
    }
  }

  private void decimal(double value) {
    out.put('G').big(Double.doubleToLongBits(value), 8); // BINFLOAT
  }

  private void remember() {
    out.put('q').put(remembered++); // BINPUT
  }
}
