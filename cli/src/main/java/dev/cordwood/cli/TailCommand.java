package dev.cordwood.cli;

import picocli.CommandLine.Command;

@Command(name = "tail", description = "Tail.")
final class TailCommand implements Runnable {
  @Override
  public void run() {}
}
