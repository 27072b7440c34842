package dev.cordwood.cli;

/// The `cordwood` command.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Cordwood.run(arguments));
  }
}
