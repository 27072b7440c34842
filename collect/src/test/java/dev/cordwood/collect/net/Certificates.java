package dev.cordwood.collect.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Certificates and keys, made when they are needed.
final class Certificates {
  private Certificates() {}

  /// A certificate `NAME.pem` for this machine, signed by itself, and its key `NAME.key`.
  ///
  /// @param algorithm as for `openssl req -newkey`: `rsa:2048`, `ec -pkeyopt
  ///   ec_paramgen_curve:P-256`
  static TlsSettings make(Path directory, String name, String algorithm) throws IOException {
    Path certificate = directory.resolve(name + ".pem");
    Path key = directory.resolve(name + ".key");
    openssl(
        directory,
        "req -x509 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -newkey "
            + algorithm
            + " -keyout "
            + key
            + " -out "
            + certificate);
    return new TlsSettings(certificate, key);
  }

  static void openssl(Path directory, String arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments.split(" ", -1)));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("openssl " + arguments + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
