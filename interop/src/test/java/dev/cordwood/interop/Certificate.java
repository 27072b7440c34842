package dev.cordwood.interop;

import java.nio.file.Path;
import java.util.List;

/// A certificate for 127.0.0.1 that signs itself, made anew for each test.
record Certificate(Path certificate, Path key) {
  static Certificate make(Path directory) throws Exception {
    Path certificate = directory.resolve("tls.crt");
    Path key = directory.resolve("tls.key");
    Command.run(
        directory,
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString()));
    return new Certificate(certificate, key);
  }
}
