package dev.cordwood.collect.file;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is followed into which store, and how: the same in this process and in one that is killed.
///
/// @param followed files and folders
/// @param options by name: `seal` (milliseconds), `reserve` and `memory` (bytes, of the store),
///   `encoding`, `start` (what a line that begins an event matches), `silence` (milliseconds after
///   which an event is complete)
record MatrixSetup(Path data, List<Path> followed, Map<String, String> options) {
  private static final String SEAL_MILLIS = "400";
  private static final String SILENCE_MILLIS = "100";

  MatrixSetup {
    options = new TreeMap<>(options);
    options.putIfAbsent("seal", SEAL_MILLIS);
    options.putIfAbsent("silence", SILENCE_MILLIS);
  }

  /// As arguments of a command.
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("data=" + data);
    followed.forEach(path -> arguments.add("follow=" + path));
    options.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }

  static MatrixSetup of(String... arguments) {
    List<Path> followed = new ArrayList<>();
    Map<String, String> options = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      if (name.equals("follow")) {
        followed.add(Path.of(value));
      } else {
        options.put(name, value);
      }
    }
    String data = String.valueOf(options.remove("data"));
    return new MatrixSetup(Path.of(data), followed, options);
  }

  private long number(String option) {
    return Long.parseLong(String.valueOf(options.get(option)));
  }

  Store openStore() throws IOException {
    StoreOptions store = new StoreOptions();
    if (options.containsKey("reserve")) {
      store.reserveBytes(number("reserve"));
    }
    if (options.containsKey("memory")) {
      store.memoryBytes(number("memory"));
    }
    return Store.open(data, store);
  }

  FileFollower follow(Store store, IngestCounters counters) {
    long seal = number("seal");
    SourceSpec source =
        SourceSpec.of(followed)
            .withEncoding(Encoding.of(options.getOrDefault("encoding", "auto")))
            .withMultiLineTimeout(Duration.ofMillis(number("silence")));
    String start = options.get("start");
    if (start != null) {
      source = source.withMultiLine(MultiLine.startingWith(start));
    }
    return FileFollower.start(
        List.of(source),
        new OwnDirectory(null),
        Intake.of(store),
        IngestOptions.DEFAULTS,
        counters,
        Timings.of(seal));
  }
}
