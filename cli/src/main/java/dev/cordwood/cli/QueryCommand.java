package dev.cordwood.cli;

import picocli.CommandLine.Command;

@Command(name = "query", description = "Query.")
final class QueryCommand implements Runnable {
  @Override
  public void run() {}
}
