package dev.cordwood.collect.net;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.collect.net.ListenAddress.HostPort;
import dev.cordwood.collect.net.ListenAddress.SocketFile;
import dev.cordwood.collect.net.ListenAddress.UnixType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One listener as configured. Immutable; start from [#of] and change what differs.
///
/// @param name for people, metrics and the field `source`
/// @param zone for times without one; the store's options' if empty
/// @param fields given to rows that do not have them
/// @param maxConnections further ones are closed at once; for datagrams without meaning
/// @param maxFrameBytes the longest line or frame; 0 for the kind's default
/// @param idleTimeout a connection that sends nothing for so long is closed
/// @param parsing what the lines of `lines` are
/// @param multiLine which of them make one event
/// @param octetCounting of `syslog-tcp`
/// @param sharedKey of `forward`; empty for none
/// @param users of `forward`, name to password; if there are any, clients must show one
public record ListenerSpec(
    String name,
    ListenerKind kind,
    ListenAddress address,
    Optional<TlsSettings> tls,
    Optional<ZoneId> zone,
    Map<String, String> fields,
    int maxConnections,
    int maxFrameBytes,
    Duration idleTimeout,
    ParseOptions parsing,
    MultiLine multiLine,
    OctetCounting octetCounting,
    String sharedKey,
    Map<String, String> users) {

  /// @throws IllegalArgumentException with a message for the user when settings contradict each
  ///   other
  public ListenerSpec {
    fields = Map.copyOf(fields);
    users = Map.copyOf(users);
    boolean isUnix = kind.transport() == ListenerKind.Transport.UNIX;
    check(
        isUnix == address instanceof SocketFile,
        name,
        isUnix ? "%s needs a path to listen at" : "%s needs HOST:PORT to listen on",
        kind.id());
    check(
        tls.isEmpty() || kind.transport() == ListenerKind.Transport.TCP,
        name,
        "TLS is for listeners over TCP, %s is none",
        kind.id());
    check(
        sharedKey.isEmpty() || kind == ListenerKind.FORWARD,
        name,
        "a shared key is for forward, not for %s",
        kind.id());
    check(
        users.isEmpty() || !sharedKey.isEmpty(),
        name,
        "users need a shared key: in the protocol of %s passwords go with it",
        kind.id());
    check(maxConnections > 0, name, "%s: at least one connection must be allowed", kind.id());
    check(
        maxFrameBytes >= 0 && maxFrameBytes <= NetLimits.MAX_CONFIGURABLE_FRAME_BYTES,
        name,
        "%s: a frame may have at most " + NetLimits.MAX_CONFIGURABLE_FRAME_BYTES + " bytes",
        kind.id());
    check(idleTimeout.toMillis() > 0, name, "%s: the idle timeout must not be 0", kind.id());
  }

  private static void check(boolean holds, String name, String message, String kind) {
    if (!holds) {
      throw new IllegalArgumentException(
          "listener '%s': %s".formatted(name, message.formatted(kind)));
    }
  }

  public static ListenerSpec of(ListenerKind kind, ListenAddress address) {
    return new ListenerSpec(
        kind.id(),
        kind,
        address,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Limits.MAX_CONNECTIONS,
        0,
        Duration.ofHours(1),
        ParseOptions.DEFAULTS,
        MultiLine.AUTO,
        OctetCounting.AUTO,
        "",
        Map.of());
  }

  /// `syslog-udp=127.0.0.1:5514`, `gelf-tcp=:12201`, `json=[::1]:5000`, `syslog-unix=/run/x.sock`,
  /// as the command line has it.
  ///
  /// @throws IllegalArgumentException with a message for the user
  public static ListenerSpec parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "'%s': a listener is KIND=HOST:PORT or syslog-unix=PATH; the kinds are %s"
              .formatted(text, ListenerKind.known()));
    }
    String id = text.substring(0, equals);
    ListenerKind kind =
        ListenerKind.of(id)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'%s' is no kind of listener; the kinds are %s"
                        .formatted(id, ListenerKind.known())));
    String where = text.substring(equals + 1);
    if (kind.transport() == ListenerKind.Transport.UNIX) {
      if (where.isEmpty()) {
        throw new IllegalArgumentException("'%s': the path is missing".formatted(text));
      }
      return of(kind, new SocketFile(Path.of(where), UnixType.DATAGRAM));
    }
    return of(kind, hostPort(text, where));
  }

  private static HostPort hostPort(String text, String where) {
    int colon = where.lastIndexOf(':');
    String host = colon < 0 ? "" : where.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      colon = -1; // an IPv6 address without brackets: where it ends is anybody's guess
    }
    try {
      if (colon >= 0) {
        return new HostPort(
            host.equals("*") ? "" : host, Integer.parseInt(where, colon + 1, where.length(), 10));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "'%s': '%s' is no HOST:PORT (an IPv6 address stands in brackets: [::1]:5514)"
            .formatted(text, where));
  }

  /// The same values, to be changed.
  private static final class Draft {
    private String name;
    private ListenAddress address;
    private Optional<TlsSettings> tls;
    private Optional<ZoneId> zone;
    private Map<String, String> fields;
    private int maxConnections;
    private int maxFrameBytes;
    private Duration idleTimeout;
    private ParseOptions parsing;
    private MultiLine multiLine;
    private OctetCounting octetCounting;
    private String sharedKey;
    private Map<String, String> users;

    Draft(ListenerSpec spec) {
      name = spec.name;
      address = spec.address;
      tls = spec.tls;
      zone = spec.zone;
      fields = spec.fields;
      maxConnections = spec.maxConnections;
      maxFrameBytes = spec.maxFrameBytes;
      idleTimeout = spec.idleTimeout;
      parsing = spec.parsing;
      multiLine = spec.multiLine;
      octetCounting = spec.octetCounting;
      sharedKey = spec.sharedKey;
      users = spec.users;
    }
  }

  private ListenerSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new ListenerSpec(
        draft.name,
        kind,
        draft.address,
        draft.tls,
        draft.zone,
        draft.fields,
        draft.maxConnections,
        draft.maxFrameBytes,
        draft.idleTimeout,
        draft.parsing,
        draft.multiLine,
        draft.octetCounting,
        draft.sharedKey,
        draft.users);
  }

  public ListenerSpec withName(String newName) {
    return with(draft -> draft.name = newName);
  }

  public ListenerSpec withAddress(ListenAddress newAddress) {
    return with(draft -> draft.address = newAddress);
  }

  public ListenerSpec withTls(TlsSettings settings) {
    return with(draft -> draft.tls = Optional.of(settings));
  }

  public ListenerSpec withZone(ZoneId newZone) {
    return with(draft -> draft.zone = Optional.of(newZone));
  }

  public ListenerSpec withFields(Map<String, String> newFields) {
    return with(draft -> draft.fields = newFields);
  }

  public ListenerSpec withMaxConnections(int connections) {
    return with(draft -> draft.maxConnections = connections);
  }

  public ListenerSpec withMaxFrameBytes(int bytes) {
    return with(draft -> draft.maxFrameBytes = bytes);
  }

  public ListenerSpec withIdleTimeout(Duration timeout) {
    return with(draft -> draft.idleTimeout = timeout);
  }

  public ListenerSpec withParsing(ParseOptions options) {
    return with(draft -> draft.parsing = options);
  }

  public ListenerSpec withMultiLine(MultiLine options) {
    return with(draft -> draft.multiLine = options);
  }

  public ListenerSpec withOctetCounting(OctetCounting counting) {
    return with(draft -> draft.octetCounting = counting);
  }

  /// @param newUsers name to password; empty if the key is enough
  public ListenerSpec withSharedKey(String key, Map<String, String> newUsers) {
    return with(draft -> {
      draft.sharedKey = key;
      draft.users = newUsers;
    });
  }
}
