package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which fields of the stored rows a query reads.
///
/// @param filterFields those of the filter
/// @param pipeFields those that the pipes or the answer need; a member that [FieldMatch#isAll]
///   means every field
public record NeededFields(Set<String> filterFields, List<FieldMatch> pipeFields) {
  public NeededFields {
    filterFields = Set.copyOf(filterFields);
    pipeFields = List.copyOf(pipeFields);
  }

  public boolean allFields() {
    return pipeFields.stream().anyMatch(FieldMatch::isAll);
  }

  static NeededFields of(Query query) {
    Set<String> filterFields = new TreeSet<>();
    FilterFields.collect(query.filter(), filterFields);
    PipeFields pipes = new PipeFields();
    for (int i = query.pipes().size() - 1; i >= 0; i--) {
      pipes.before(query.pipes().get(i));
    }
    return new NeededFields(filterFields, new ArrayList<>(pipes.needed()));
  }
}
