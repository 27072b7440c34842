package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.FieldMatch;
import java.util.List;

/// What a function keeps of a row it has chosen.
sealed interface RowCapture {
  /// The value by which the row was chosen.
  record None() implements RowCapture {}

  /// The row, or some of its fields, as a JSON object.
  record Row(List<FieldMatch> fields) implements RowCapture {}

  /// One field's value.
  record Field(String name) implements RowCapture {}

  default String capture(Batch batch, int row) {
    return switch (this) {
      case None none -> "";
      case Row(List<FieldMatch> fields) -> RowJson.of(batch.rows(), row, fields);
      case Field(String name) -> batch.cells(name).text(row);
    };
  }

  default ValueType type(Batch batch, int row) {
    return switch (this) {
      case None none -> ValueType.STRING;
      case Row ignored -> ValueType.JSON;
      case Field(String name) -> batch.cells(name).type(row);
    };
  }
}
