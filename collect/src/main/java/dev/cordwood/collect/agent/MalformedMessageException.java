package dev.cordwood.collect.agent;

import java.io.IOException;

/// Bytes that should be a message of an agent, or an answer to one, are none. Says what is wrong.
public final class MalformedMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }
}
