package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.LineJoiner;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.collect.net.ListenAddress.HostPort;
import dev.cordwood.collect.net.ListenAddress.SocketFile;
import dev.cordwood.collect.net.ListenAddress.UnixType;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Puts one listener together: the engine, the framing and the rows of its kind.
final class ListenerStart {
  private final ListenerSpec spec;
  private final Intake intake;
  private final IngestOptions options;
  private final IngestCounters counters;
  private final ReceiveBudget budget;
  private final PendingBytes pending;
  private final RowMakerPool pool;
  private final int maxFrameBytes;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  ListenerStart(
      ListenerSpec spec,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      ReceiveBudget budget,
      PendingBytes pending) {
    this.spec = spec;
    this.intake = intake;
    this.options = own(spec, options);
    this.counters = counters;
    this.budget = budget;
    this.pending = pending;
    maxFrameBytes = maxFrameBytes(spec, this.options);
    pool = new RowMakerPool(maker(spec, maxFrameBytes), this.options, counters);
  }

  private static int maxFrameBytes(ListenerSpec spec, IngestOptions options) {
    if (spec.maxFrameBytes() > 0) {
      return spec.maxFrameBytes();
    }
    int usual = spec.kind().defaultFrameBytes();
    return usual > 0 ? usual : options.maxLineBytes();
  }

  private static IngestOptions own(ListenerSpec spec, IngestOptions options) {
    Map<String, String> defaults = new HashMap<>(options.defaultFields());
    if (spec.kind() != ListenerKind.JSON) {
      defaults.remove("host"); // this machine's: not that of who sends
      defaults.put("source", spec.name());
    }
    defaults.putAll(spec.fields());
    return options.withZone(spec.zone().orElse(options.zone())).withDefaultFields(defaults);
  }

  private static RowMaker.Factory maker(ListenerSpec spec, int maxFrameBytes) {
    return switch (spec.kind()) {
      case JSON ->
          (options, counters) ->
              new LineRows(options, ParseOptions.of(LineFormat.JSON), false, counters);
      case LINES -> (options, counters) -> new LineRows(options, spec.parsing(), true, counters);
      case SYSLOG_UDP, SYSLOG_TCP, SYSLOG_UNIX -> SyslogRows::new;
      case GELF_UDP, GELF_TCP ->
          (options, counters) -> new GelfRows(options, maxFrameBytes, counters);
      case PYTHON -> PythonRows::new;
      case FORWARD -> ForwardRows::new;
    };
  }

  RunningListener open() throws IOException {
    try {
      return switch (spec.address()) {
        case HostPort address when spec.kind().transport() == ListenerKind.Transport.UDP ->
            udp(address);
        case HostPort address -> tcp(address);
        case SocketFile file -> unix(file);
      };
    } catch (IOException | RuntimeException e) {
      for (AutoCloseable part : parts) {
        try {
          part.close();
        } catch (Exception suppressed) {
          e.addSuppressed(suppressed);
        }
      }
      throw e;
    }
  }

  private RunningListener udp(HostPort address) throws IOException {
    UdpSource source = UdpSource.open(address, spec.name());
    datagrams(source, datagramSession());
    return running(source.address(), Optional.of(source.socketAddress()));
  }

  private RunningListener tcp(HostPort address) throws IOException {
    TlsContext tls = spec.tls().isPresent() ? TlsContext.of(spec.tls().get()) : null;
    TcpAcceptor acceptor = TcpAcceptor.open(address, tls, spec.name());
    InetSocketAddress bound = acceptor.socketAddress();
    TcpListener listener = streams(acceptor);
    parts.add(listener);
    boolean hasDatagrams =
        spec.kind() == ListenerKind.FORWARD || (spec.kind() == ListenerKind.PYTHON && tls == null);
    if (hasDatagrams) {
      UdpSource source = UdpSource.open(new HostPort(address.host(), bound.getPort()), spec.name());
      datagrams(source, datagramSession());
    }
    listener.start();
    return running(acceptor.address(), Optional.of(bound));
  }

  private RunningListener unix(SocketFile file) throws IOException {
    if (file.type() == UnixType.STREAM) {
      UnixAcceptor acceptor = UnixAcceptor.open(file.path(), spec.name());
      TcpListener listener = streams(acceptor);
      parts.add(listener);
      listener.start();
    } else {
      datagrams(UnixDatagramSource.open(file.path(), spec.name()), datagramSession());
    }
    return running(file.toString(), Optional.empty());
  }

  private RunningListener running(String address, Optional<InetSocketAddress> bound) {
    parts.addFirst(() -> stopping.set(true));
    return new RunningListener(spec, address, bound, counters, parts);
  }

  private TcpListener streams(Acceptor acceptor) {
    return new TcpListener(
        spec.name(),
        acceptor,
        counters,
        pending,
        this::session,
        spec.maxConnections(),
        spec.idleTimeout());
  }

  private void datagrams(DatagramSource source, DatagramSession session) {
    DatagramListener listener = new DatagramListener(spec.name(), source, counters, session);
    listener.start();
    parts.add(listener);
  }

  private StreamSession session(Wire wire, ReentrantLock lock) throws IOException {
    FrameBuffer buffer = new FrameBuffer(budget, lock);
    RowSink rows = rows(RowPipe.WhenFull.HOLD, wire.remoteIp());
    return switch (spec.kind()) {
      case JSON -> new FramedSession(new DelimitedFraming(buffer, maxFrameBytes), rows);
      case LINES -> {
        LineJoiner joiner = new LineJoiner(spec.multiLine(), maxFrameBytes);
        FrameBuffer event = new FrameBuffer(budget, lock);
        JoinedLines joined = new JoinedLines(joiner, event, maxFrameBytes, rows);
        yield new JoinedSession(new DelimitedFraming(buffer, maxFrameBytes), joined, rows);
      }
      case SYSLOG_TCP, SYSLOG_UNIX, SYSLOG_UDP ->
          new FramedSession(new SyslogFraming(buffer, maxFrameBytes, spec.octetCounting()), rows);
      case GELF_TCP, GELF_UDP -> new FramedSession(new GelfFraming(buffer, maxFrameBytes), rows);
      case PYTHON -> new FramedSession(new LengthFraming(buffer, maxFrameBytes), rows);
      case FORWARD ->
          new ForwardSession(
              new MessagePackFraming(buffer, maxFrameBytes), rows, wire, handshake(), counters);
    };
  }

  private @Nullable ForwardHandshake handshake() {
    return spec.sharedKey().isEmpty() ? null : new ForwardHandshake(spec.sharedKey(), spec.users());
  }

  private DatagramSession datagramSession() {
    RowSink rows = rows(RowPipe.WhenFull.DROP, "");
    return switch (spec.kind()) {
      case GELF_UDP, GELF_TCP -> new GelfDatagrams(rows, counters);
      case PYTHON -> new PythonDatagrams(rows);
      case FORWARD -> new HeartbeatDatagrams();
      case SYSLOG_UDP, SYSLOG_UNIX, SYSLOG_TCP, JSON, LINES -> new SyslogDatagrams(rows);
    };
  }

  private RowSink rows(RowPipe.WhenFull whenFull, String remoteIp) {
    RowPipe pipe = new RowPipe(intake, counters, pending, whenFull, stopping::get);
    return new RowSink(pool, pipe, pending, new Sender(remoteIp));
  }
}
