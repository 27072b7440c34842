package dev.cordwood.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a [Corpus] to a file: `CorpusMain OUT LINES SEED`, `-` for standard output.
public final class CorpusMain {
  private CorpusMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: CorpusMain OUT LINES SEED   (OUT is a file, or - for stdout)");
      System.exit(2);
    }
    Corpus corpus = new Corpus(Long.parseLong(args[1]), Long.parseLong(args[2]));
    if (args[0].equals("-")) {
      corpus.writeTo(System.out);
      System.out.flush();
    } else {
      try (OutputStream out = Files.newOutputStream(Path.of(args[0]))) {
        corpus.writeTo(out);
      }
    }
  }
}
