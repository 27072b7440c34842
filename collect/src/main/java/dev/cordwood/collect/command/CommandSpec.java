package dev.cordwood.collect.command;

import dev.cordwood.collect.file.SourceSpec;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A command whose output is taken line by line. Immutable.
///
/// @param name names the source in the API and in `source`, and in the store's positions: of two
///   commands with a cursor each needs a name of its own
/// @param command the program and its arguments; no shell is between
/// @param fields for rows that do not have them
/// @param restart whether it is started again when it ends
/// @param cursorField the field of its lines that says where it is, such as `__CURSOR`; empty for
///   none. With one, no line is lost or stored twice, whatever happens to either process
/// @param multiLine which lines make one event
/// @param multiLineTimeout after so much silence an event counts as complete
public record CommandSpec(
    String name,
    List<String> command,
    Map<String, String> fields,
    boolean restart,
    String cursorField,
    ParseOptions parsing,
    MultiLine multiLine,
    Duration multiLineTimeout) {
  /// Stands in an argument for the last cursor. While there is none the argument is left out.
  public static final String CURSOR = "{cursor}";

  private static final int MAX_ARGUMENTS = 1_000;
  private static final int MAX_NAME_LENGTH = 200;

  /// @throws IllegalArgumentException with a message for the user
  public CommandSpec {
    command = List.copyOf(command);
    fields = Map.copyOf(fields);
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "a command needs a name of 1 to %d characters, not %d"
              .formatted(MAX_NAME_LENGTH, name.length()));
    }
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException(
          "the command '%s' is empty: name a program".formatted(name));
    }
    if (command.size() > MAX_ARGUMENTS) {
      throw new IllegalArgumentException(
          "the command '%s' has %d arguments, at most %d are allowed"
              .formatted(name, command.size(), MAX_ARGUMENTS));
    }
  }

  /// Called after its program, started again when it ends, without a cursor.
  public static CommandSpec of(List<String> command) {
    String program = command.isEmpty() ? "" : command.getFirst();
    String name = program.substring(program.lastIndexOf('/') + 1);
    return new CommandSpec(
        name,
        command,
        Map.of(),
        true,
        "",
        ParseOptions.DEFAULTS,
        MultiLine.AUTO,
        SourceSpec.DEFAULT_MULTI_LINE_TIMEOUT);
  }

  public CommandSpec withName(String newName) {
    return new CommandSpec(
        newName, command, fields, restart, cursorField, parsing, multiLine, multiLineTimeout);
  }

  public CommandSpec withFields(Map<String, String> newFields) {
    return new CommandSpec(
        name, command, newFields, restart, cursorField, parsing, multiLine, multiLineTimeout);
  }

  public CommandSpec withRestart(boolean newRestart) {
    return new CommandSpec(
        name, command, fields, newRestart, cursorField, parsing, multiLine, multiLineTimeout);
  }

  public CommandSpec withParsing(ParseOptions newParsing) {
    return new CommandSpec(
        name, command, fields, restart, cursorField, newParsing, multiLine, multiLineTimeout);
  }

  public CommandSpec withCursorField(String newField) {
    return new CommandSpec(
        name, command, fields, restart, newField, parsing, multiLine, multiLineTimeout);
  }

  public CommandSpec withMultiLine(MultiLine lines, Duration timeout) {
    return new CommandSpec(name, command, fields, restart, cursorField, parsing, lines, timeout);
  }

  /// @throws IllegalArgumentException when it has a cursor in one place and not in the other
  void check() {
    boolean takesCursor = command.stream().anyMatch(argument -> argument.contains(CURSOR));
    if (takesCursor && cursorField.isEmpty()) {
      throw new IllegalArgumentException(
          "the command '%s' has an argument with %s: say with cursor_field which field of its lines it is"
              .formatted(name, CURSOR));
    }
    if (!takesCursor && !cursorField.isEmpty()) {
      throw new IllegalArgumentException(
          "the command '%s' has a cursor_field: say with an argument such as --after-cursor=%s where the cursor goes"
              .formatted(name, CURSOR));
    }
  }

  /// The key of its position in the store.
  String positionKey() {
    return "command:" + name;
  }

  /// What to run.
  ///
  /// @param cursor the last one, empty for none
  List<String> arguments(String cursor) {
    return command.stream()
        .filter(argument -> !cursor.isEmpty() || !argument.contains(CURSOR))
        .map(argument -> argument.replace(CURSOR, cursor))
        .toList();
  }
}
