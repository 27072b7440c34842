package dev.cordwood.server.http;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Ingester;
import dev.cordwood.collect.agent.AgentReceiver;
import dev.cordwood.collect.file.FileFollower;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryEngine;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.store.Store;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the HTTP API works on.
///
/// @param counters of all inputs, the one of HTTP first
/// @param agents takes in what agents send
/// @param tcp where JSON lines are taken over TCP
/// @param following the state of the followed files, when there are any
public record Backend(
    ServerConfig config,
    Store store,
    QueryEngine engine,
    Ingester ingester,
    IngestOptions ingestOptions,
    List<IngestCounters> counters,
    AgentReceiver agents,
    Optional<InetSocketAddress> tcp,
    Optional<Supplier<FileFollower.Status>> following,
    String version,
    Instant started) {}
