package dev.cordwood.collect.wire;

/// A message that cannot be decoded; says what is wrong with it and where, for people.
public class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
