package dev.cordwood.cli;

import picocli.CommandLine.Command;

@Command(name = "ingest", description = "Ingest.")
final class IngestCommand implements Runnable {
  @Override
  public void run() {}
}
