package dev.cordwood.server.http;

import dev.cordwood.collect.Ingester;
import dev.cordwood.collect.agent.AgentReceiver;
import dev.cordwood.collect.redact.Redactor;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryEngine;
import dev.cordwood.server.Sources;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.store.Store;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/// What the HTTP API works on.
///
/// @param sources all inputs
/// @param redactor what rows of all inputs go through, for its counts
/// @param agents takes in what agents send
/// @param tcp where JSON lines are taken over TCP
public record Backend(
    ServerConfig config,
    Store store,
    QueryEngine engine,
    Ingester ingester,
    IngestOptions ingestOptions,
    Sources sources,
    Redactor redactor,
    AgentReceiver agents,
    Optional<InetSocketAddress> tcp,
    String version,
    Instant started) {}
