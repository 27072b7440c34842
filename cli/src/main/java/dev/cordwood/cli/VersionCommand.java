package dev.cordwood.cli;

import dev.cordwood.server.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(name = "version", description = "Print the version and what it runs on.")
final class VersionCommand implements Runnable, IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "cordwood %s (Java %s, %s %s)"
          .formatted(
              Version.text(),
              Runtime.version(),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }

  @Override
  public void run() {
    System.out.println(getVersion()[0]);
  }
}
