package dev.cordwood.collect.agent;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where an agent sends to.
///
/// @param token sent as `Authorization: Bearer`
public record ServerSettings(URI server, Optional<SSLContext> tls, Optional<String> token) {
  /// @throws IllegalArgumentException with a message for the user when the address is none
  public ServerSettings {
    String scheme = server.getScheme();
    if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          "'%s': write http://HOST:PORT or https://HOST:PORT".formatted(server));
    }
    if (server.getHost() == null
        || server.getRawQuery() != null
        || server.getRawFragment() != null
        || server.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "'%s': only scheme, host, port and path: https://HOST:PORT".formatted(server));
    }
  }

  URI resolve(String path) {
    String root = server.toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }
}
