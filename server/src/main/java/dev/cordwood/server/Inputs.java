package dev.cordwood.server;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.command.CommandSource;
import dev.cordwood.collect.command.CommandSpec;
import dev.cordwood.collect.command.StreamSource;
import dev.cordwood.collect.file.FileFollower;
import dev.cordwood.collect.file.SourceSpec;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.collect.net.ListenerSpec;
import dev.cordwood.collect.net.Listeners;
import dev.cordwood.collect.net.RunningListener;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What brings lines in beside the HTTP API: followed files, listeners, commands, standard input;
/// of a server or an agent. Safe for several threads.
final class Inputs implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.server");

  private final Intake intake;
  private final IngestOptions options;
  private final Sources sources;
  private final Path directory;
  private final List<RunningListener> listeners = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> others = new ArrayList<>();
  private volatile @Nullable FileFollower follower;

  /// @param sources where each input is entered
  /// @param directory of this program's own files, which are not followed
  Inputs(Intake intake, IngestOptions options, Sources sources, Path directory) {
    this.intake = intake;
    this.options = options;
    this.sources = sources;
    this.directory = directory;
  }

  /// Opens the listeners.
  ///
  /// @throws IOException when an address is not to be had or a TLS file cannot be used; none is
  ///   open then
  synchronized void listen(List<ListenerSpec> specs) throws IOException {
    for (ListenerSpec spec : specs) {
      try {
        listeners.add(
            Listeners.start(
                spec,
                intake,
                options,
                sources.add(spec.name(), spec.kind().id(), spec.address().toString())));
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  /// Runs commands and takes what they print.
  synchronized void run(List<CommandSpec> specs) {
    for (CommandSpec spec : specs) {
      IngestCounters own = sources.add(spec.name(), "command", String.join(" ", spec.command()));
      others.add(CommandSource.start(spec, intake, options, own));
    }
  }

  /// Takes the lines of standard input.
  synchronized void readStandardInput() {
    others.add(
        StreamSource.start(
            "stdin",
            System.in,
            intake,
            options,
            ParseOptions.DEFAULTS,
            sources.add("stdin", "stream", "")));
  }

  /// Follows files from where it stopped; nothing if there are none to follow.
  synchronized void follow(List<SourceSpec> specs) {
    if (!specs.isEmpty()) {
      FileFollower started =
          FileFollower.start(specs, directory, intake, options, sources.add("file", "file", ""));
      follower = started;
      sources.follow(started::status);
    }
  }

  /// Never waits: what closing waits for may ask.
  Optional<FileFollower> follower() {
    return Optional.ofNullable(follower);
  }

  /// Where a listener really listens.
  ///
  /// @param name of the listener, which is its kind unless it was given one
  Optional<InetSocketAddress> address(String name) {
    return listeners.stream()
        .filter(listener -> listener.name().equals(name))
        .findFirst()
        .flatMap(RunningListener::socketAddress);
  }

  List<RunningListener> listeners() {
    return List.copyOf(listeners);
  }

  /// Stores what was received and stops all of them.
  @Override
  public synchronized void close() {
    listeners.forEach(RunningListener::close);
    listeners.clear();
    for (AutoCloseable each : others) {
      try {
        each.close();
      } catch (Exception e) { // the others must be closed all the same
        LOG.log(System.Logger.Level.ERROR, "could not close " + each.getClass().getName(), e);
      }
    }
    others.clear();
    FileFollower running = follower;
    if (running != null) {
      running.close();
      follower = null;
    }
  }
}
