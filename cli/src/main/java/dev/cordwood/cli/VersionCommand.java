package dev.cordwood.cli;

import dev.cordwood.server.Version;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Print the version and what it runs on.")
final class VersionCommand implements Runnable {
  @Override
  public void run() {
    System.out.printf(
        "cordwood %s (Java %s, %s %s)%n",
        Version.text(),
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }
}
