package dev.cordwood.collect.agent;

import java.util.List;

/// What an agent says of itself with every message.
///
/// @param name for people
/// @param version of the program
/// @param files that it follows
/// @param behindBytes in them that the server does not have yet
/// @param lostLines that it had to give up because they came over the network and no server
///   answered
/// @param sources the files that are furthest behind
public record AgentReport(
    String name,
    String host,
    String version,
    long files,
    long behindBytes,
    long lostLines,
    List<Source> sources) {

  /// @param offset of the first byte that was not read yet
  public record Source(String path, long offset, long behindBytes) {
    /// A path that is too long loses its beginning: its end tells more.
    public Source {
      int length = path.length();
      if (length > Limits.MAX_TEXT_CHARACTERS) {
        path = "…" + path.substring(length - Limits.MAX_TEXT_CHARACTERS + 1);
      }
    }
  }

  public AgentReport {
    name = cut(name);
    host = cut(host);
    version = cut(version);
    sources = sources.stream().limit(Limits.MAX_REPORTED_SOURCES).toList();
  }

  private static String cut(String text) {
    return text.length() > Limits.MAX_TEXT_CHARACTERS
        ? text.substring(0, Limits.MAX_TEXT_CHARACTERS)
        : text;
  }
}
