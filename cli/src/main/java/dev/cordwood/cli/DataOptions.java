package dev.cordwood.cli;

import dev.cordwood.store.LockHolder;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which logs a command is about: a data directory, or a running server. A directory that a server
/// has open is asked for at that server.
final class DataOptions {
  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "${env:CORDWOOD_DATA:-cordwood-data}",
      description = "The data directory (default: $$CORDWOOD_DATA, else cordwood-data).")
  private Path data = Path.of("cordwood-data");

  @Option(
      names = {"-u", "--url"},
      paramLabel = "URL",
      description = "A running server instead, such as 127.0.0.1:8050.")
  private @Nullable String url;

  Path data() {
    return data;
  }

  /// The server to ask; empty when the directory is to be opened.
  ///
  /// @throws CommandFailure when another program has the directory and cannot be asked
  Optional<URI> server() throws IOException {
    if (url != null) {
      return Optional.of(parse(url));
    }
    if (!Files.isDirectory(data)) {
      return Optional.empty();
    }
    Optional<LockHolder> holder = Store.lockHolder(data);
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    if (holder.get().address().isEmpty()) {
      throw CommandFailure.of(
          "%s is in use by process %d, which is no server; wait for it to end"
              .formatted(data, holder.get().pid()));
    }
    return Optional.of(parse(holder.get().address()));
  }

  /// @throws CommandFailure when there is no such directory
  void requireDirectory() {
    if (!Files.isDirectory(data)) {
      throw CommandFailure.of(
          data + ": there is no such data directory; name it with --data, or a server with --url");
    }
  }

  private static URI parse(String text) {
    String full = text.contains("://") ? text : "http://" + text;
    try {
      URI uri = new URI(full);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw CommandFailure.usage(
        "--url: expected an address such as http://127.0.0.1:8050, found '%s'".formatted(text));
  }
}
