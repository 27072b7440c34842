package dev.cordwood.collect.agent;

import java.time.Instant;

/// An agent as its server sees it.
///
/// @param address that it last came from
/// @param seen when it last sent something
/// @param report the last one; with empty names when there was none yet
public record AgentStatus(String id, String address, Instant seen, AgentReport report) {}
