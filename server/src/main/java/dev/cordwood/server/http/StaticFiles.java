package dev.cordwood.server.http;

import dev.cordwood.dashboard.DashboardFiles;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Serves the dashboard: its page, and assets whose names hold a hash of what is in them and may be
/// kept for ever. Each file is compressed once.
final class StaticFiles {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  /// The page for a build without npm.
  private static final String LEFT_OUT =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Cordwood</title></head>
      <body>
      <h1>Cordwood is running</h1>
      <p>The dashboard was left out of this build, because npm was not found when it was made.
      Everything else works: <code>cordwood query</code>, <code>cordwood tail</code>, and the HTTP API.</p>
      <p>To have it: install Node.js with npm (Debian: <code>apt-get install nodejs npm</code>),
      then stop this server, remove <code>cli/target/dist</code> and start <code>./cordwood serve</code> again.</p>
      </body>
      </html>
      """;

  private record Asset(byte[] plain, byte[] gzip, String type, String tag, boolean lasting) {}

  private final Map<String, Asset> assets = new ConcurrentHashMap<>();

  /// Asked at the start, which brings the files into memory.
  private final boolean present = DashboardFiles.present();

  void handle(ServerRequest request, ServerResponse response) {
    String path = request.path().path();
    String file = path.equals("/") ? "index.html" : path.substring(1);
    Asset asset = find(file);
    if (asset == null) {
      throw HttpFailure.of(404, "there is nothing at " + path);
    }
    response.header(HeaderNames.ETAG, asset.tag);
    response.header(
        HeaderNames.CACHE_CONTROL,
        asset.lasting ? "public, max-age=31536000, immutable" : "no-cache");
    response.header(HeaderNames.VARY, "Accept-Encoding");
    for (String tag : request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").split(",")) {
      String bare = tag.strip();
      if (bare.equals("*") || bare.equals(asset.tag) || bare.equals("W/" + asset.tag)) {
        response.status(304).send();
        return;
      }
    }
    response.header(HeaderNames.CONTENT_TYPE, asset.type);
    if (asset.gzip.length < asset.plain.length && Answers.acceptsGzip(request)) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
      response.send(asset.gzip);
    } else {
      response.send(asset.plain);
    }
  }

  private @Nullable Asset find(String file) {
    Asset known = assets.get(file);
    if (known != null) {
      return known;
    }
    Asset loaded = load(file);
    if (loaded != null) { // what does not exist is not remembered: there is no end to it
      assets.put(file, loaded);
    }
    return loaded;
  }

  private @Nullable Asset load(String file) {
    byte[] plain;
    if (present) {
      plain = DashboardFiles.read(file);
    } else {
      plain = file.equals("index.html") ? LEFT_OUT.getBytes(StandardCharsets.UTF_8) : null;
    }
    if (plain == null) {
      return null;
    }
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.getOrDefault(extension, "application/octet-stream");
    return new Asset(plain, Answers.gzip(plain), type, tag(plain), file.startsWith("assets/"));
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
