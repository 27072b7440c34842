package dev.cordwood.query.lang;

import java.util.List;

/// Pipes that choose and name fields.
public sealed interface FieldPipe extends Pipe {
  /// Only these stay: `fields`, `keep`.
  record Fields(List<FieldMatch> fields) implements FieldPipe {
    public Fields {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// These go: `delete`, `del`, `rm`, `drop`.
  record Delete(List<FieldMatch> fields) implements FieldPipe {
    public Delete {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `copy`, `cp`; from left to right, so that a later pair sees the former one's field.
  record Copy(List<FieldPair> pairs) implements FieldPipe {
    public Copy {
      pairs = List.copyOf(pairs);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `rename`, `mv`; from left to right.
  record Rename(List<FieldPair> pairs) implements FieldPipe {
    public Rename {
      pairs = List.copyOf(pairs);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// Fields with an empty value go, then rows without fields.
  record DropEmptyFields() implements FieldPipe {
    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }

  /// `_stream` becomes the tuple of these fields.
  record SetStreamFields(Filter condition, List<FieldMatch> fields) implements FieldPipe {
    public SetStreamFields {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return PipePrinter.print(this);
    }
  }
}
