package dev.cordwood.query.lang;

import java.util.List;

/// Pipes that compute fields of a row from its other fields. `condition` is the filter of `if
/// (...)`, [Filter#ALL] when there is none: rows that do not match go through unchanged.
///
/// `keepOriginal`: a field that already has a value that is not empty keeps it. `skipEmpty`: an
/// empty result is not written.
public sealed interface TransformPipe extends Pipe {
  /// `extract "ip=<ip> " from field`
  record Extract(
      Filter condition, String pattern, String from, boolean keepOriginal, boolean skipEmpty)
      implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `extract_regexp "(?P<ip>...)" from field`
  record ExtractRegexp(
      Filter condition, String pattern, String from, boolean keepOriginal, boolean skipEmpty)
      implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param fields which ones, empty for all
  record UnpackJson(
      Filter condition,
      String from,
      List<FieldMatch> fields,
      String resultPrefix,
      boolean keepOriginal,
      boolean skipEmpty)
      implements TransformPipe {
    public UnpackJson {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param fields which ones, empty for all
  record UnpackLogfmt(
      Filter condition,
      String from,
      List<FieldMatch> fields,
      String resultPrefix,
      boolean keepOriginal,
      boolean skipEmpty)
      implements TransformPipe {
    public UnpackLogfmt {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param offsetNanos the zone of RFC 3164 times
  record UnpackSyslog(
      Filter condition, String from, long offsetNanos, String resultPrefix, boolean keepOriginal)
      implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// The words of a field as a JSON array.
  record UnpackWords(String from, String to, boolean dropDuplicates) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `format "<a>: <uc:b>" as field`
  record Format(
      Filter condition, String pattern, String to, boolean keepOriginal, boolean skipEmpty)
      implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param limit how many replacements in a value, 0 for all
  record Replace(Filter condition, String old, String replacement, String field, long limit)
      implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param replacement with `$1`, `${name}`
  /// @param limit how many replacements in a value, 0 for all
  record ReplaceRegexp(
      Filter condition, String pattern, String replacement, String field, long limit)
      implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  record Math(List<MathEntry> entries) implements TransformPipe {
    public Math {
      entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param prettify whether known sequences become `<UUID> <IP4> <TIME> <DATE> <DATETIME>`
  record CollapseNums(Filter condition, String field, boolean prettify) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Removes ANSI colours.
  record Decolorize(String field) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param fields which ones, empty for all
  record PackJson(List<FieldMatch> fields, String to) implements TransformPipe {
    public PackJson {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// @param fields which ones, empty for all
  record PackLogfmt(List<FieldMatch> fields, String to) implements TransformPipe {
    public PackLogfmt {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// JSON arrays into rows, the fields in step.
  record Unroll(Filter condition, List<String> fields) implements TransformPipe {
    public Unroll {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Length in bytes of UTF-8.
  record Len(String field, String to) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  record Hash(String field, String to) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  record JsonArrayLen(String field, String to) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// The elements of a JSON array as one text.
  record JsonArrayConcat(String separator, String from, String to) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// A text into a JSON array.
  record Split(String separator, String from, String to) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Moves a time by a duration, which may be negative.
  record TimeAdd(String field, long nanos) implements TransformPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }
}
