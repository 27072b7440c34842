package dev.cordwood.cli;

import picocli.CommandLine.Command;

@Command(name = "check", description = "Check.")
final class CheckCommand implements Runnable {
  @Override
  public void run() {}
}
