package dev.cordwood.query;

import java.util.List;

/// A field's most frequent values, most frequent first.
public record FieldFacets(String field, List<ValueHits> values) {
  public FieldFacets {
    values = List.copyOf(values);
  }
}
