package dev.cordwood.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Keeps other web sites out of a server that runs on a person's own machine, and sets the headers
/// that keep log lines from becoming code.
///
/// A page of another site can make a browser send requests here. Its name can even resolve to
/// 127.0.0.1 (DNS rebinding), so that the browser takes both for one site. Against the first:
/// requests that say they come from another site are refused. Against the second: the `Host` must
/// be an IP address, a name of this machine, or one that was configured; an attacker's name is
/// none.
final class Guard implements Filter {
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");

  private static final List<Header> SECURITY_HEADERS =
      List.of(
          HeaderValues.createCached("Content-Security-Policy", CONTENT_SECURITY_POLICY),
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached("X-Frame-Options", "DENY"),
          HeaderValues.createCached("Referrer-Policy", "no-referrer"),
          HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
          HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.createCached(
              "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"));

  private final Set<String> names = new HashSet<>();

  /// @param allowedHosts further names, without ports
  Guard(List<String> allowedHosts, String listenHost) {
    names.add("localhost");
    names.add(listenHost.toLowerCase(Locale.ROOT));
    try {
      String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      names.add(own);
    } catch (UnknownHostException e) {
      // a machine that does not know its name is reached by another one
    }
    for (String host : allowedHosts) {
      names.add(host.toLowerCase(Locale.ROOT));
    }
  }

  static void addSecurityHeaders(RoutingResponse response) {
    for (Header header : SECURITY_HEADERS) {
      response.header(header);
    }
  }

  static List<Header> securityHeaders() {
    return SECURITY_HEADERS;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    addSecurityHeaders(response);
    ServerRequestHeaders headers = request.headers();
    String host = headers.first(HeaderNames.HOST).orElse("");
    if (!isKnown(hostName(host))) {
      Answers.failure(
          response,
          HttpFailure.of(
              421,
              "this server does not go by the name '%s'. Use its IP address, or add the name to"
                      .formatted(hostName(host))
                  + " http.allowed_hosts"));
      return;
    }
    if (isForeign(headers, host)) {
      Answers.failure(
          response, HttpFailure.of(403, "requests from pages of other sites are refused"));
      return;
    }
    chain.proceed();
  }

  private static boolean isForeign(ServerRequestHeaders headers, String host) {
    String origin = headers.first(HeaderNames.ORIGIN).orElse("");
    if (!origin.isEmpty()) {
      return !sameHost(origin, host);
    }
    // a link from elsewhere to the dashboard is fine, a script or image from here is not
    return headers.first(FETCH_SITE).orElse("none").equals("cross-site")
        && !headers.first(FETCH_MODE).orElse("").equals("navigate");
  }

  private static boolean sameHost(String origin, String host) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  boolean isKnown(String name) {
    return names.contains(name) || name.endsWith(".localhost") || isIpAddress(name);
  }

  /// The `Host` header without its port, lower case.
  static String hostName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) {
      int end = name.indexOf(']');
      return end < 0 ? name : name.substring(1, end);
    }
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static boolean isIpAddress(String name) {
    return name.indexOf(':') >= 0
        ? name.matches("[0-9a-f:.]{2,45}(%[a-z0-9._-]{1,15})?")
        : name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }
}
