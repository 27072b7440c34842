package dev.cordwood.query.lang;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Walks the pipes from the last to the first and keeps what must be there before each. At the end
/// of a query everything is wanted; `fields` and `stats` narrow it down.
final class PipeFields {
  private Set<FieldMatch> needed = new LinkedHashSet<>(List.of(FieldMatch.ALL));

  Set<FieldMatch> needed() {
    return needed;
  }

  void before(Pipe pipe) {
    switch (pipe) {
      case SelectPipe p -> select(p);
      case FieldPipe p -> field(p);
      case TransformPipe p -> transform(p);
      case StatsPipe p -> stats(p);
    }
  }

  private void read(String field) {
    needed.add(FieldMatch.field(field));
  }

  private void read(List<String> fields) {
    fields.forEach(this::read);
  }

  private void read(Filter filter) {
    Set<String> fields = new TreeSet<>();
    FilterFields.collect(filter, fields);
    fields.forEach(this::read);
  }

  private void readAll() {
    needed.add(FieldMatch.ALL);
  }

  private void only(List<FieldMatch> fields) {
    needed = new LinkedHashSet<>(fields);
  }

  /// The pipe writes this field in every row, so that what was there is not needed.
  private void written(String field) {
    needed.remove(FieldMatch.field(field));
  }

  private void readOrAll(List<FieldMatch> fields) {
    if (fields.isEmpty()) {
      readAll();
    } else {
      needed.addAll(fields);
    }
  }

  private void select(SelectPipe pipe) {
    switch (pipe) {
      case SelectPipe.Where p -> read(p.filter());
      case SelectPipe.Limit p -> {}
      case SelectPipe.Offset p -> {}
      case SelectPipe.Sample p -> {}
      case SelectPipe.Sort p -> {
        if (!p.rankName().isEmpty()) {
          written(p.rankName());
        }
        p.keys().forEach(key -> read(key.field()));
        read(p.partitionBy());
      }
      case SelectPipe.Uniq p -> onlyOrAll(p.fields());
      case SelectPipe.Top p -> onlyOrAll(p.fields());
      case SelectPipe.Facets p -> readAll();
      case SelectPipe.FieldNames p -> readAll();
      case SelectPipe.FieldValues p -> only(List.of(FieldMatch.field(p.field())));
      case SelectPipe.StreamContext p -> {
        read(Fields.TIME);
        read(Fields.STREAM_ID);
        read(Fields.STREAM);
        read(Fields.MESSAGE);
      }
      case SelectPipe.Join p -> read(p.by());
      case SelectPipe.Union p -> {}
      case SelectPipe.BlocksCount p -> only(List.of());
      case SelectPipe.BlockStats p -> readAll();
      case SelectPipe.GenerateSequence p -> only(List.of());
    }
  }

  private void onlyOrAll(List<String> fields) {
    only(
        fields.isEmpty()
            ? List.of(FieldMatch.ALL)
            : fields.stream().map(FieldMatch::field).toList());
  }

  private void field(FieldPipe pipe) {
    switch (pipe) {
      case FieldPipe.Fields p -> {
        if (!p.fields().contains(FieldMatch.ALL)) {
          only(p.fields());
        }
      }
      case FieldPipe.Delete p ->
          p.fields().stream().filter(f -> !f.prefix()).forEach(f -> written(f.name()));
      case FieldPipe.Copy p -> p.pairs().reversed().forEach(pair -> pair(pair));
      case FieldPipe.Rename p -> p.pairs().reversed().forEach(pair -> pair(pair));
      case FieldPipe.DropEmptyFields p -> readAll();
      case FieldPipe.SetStreamFields p -> {
        read(p.condition());
        needed.addAll(p.fields());
      }
    }
  }

  private void pair(FieldPair pair) {
    if (pair.to().prefix()) {
      readAll();
    } else {
      written(pair.to().name());
      needed.add(pair.from());
    }
  }

  private void transform(TransformPipe pipe) {
    switch (pipe) {
      case TransformPipe.Extract p -> from(p.condition(), p.from());
      case TransformPipe.ExtractRegexp p -> from(p.condition(), p.from());
      case TransformPipe.UnpackJson p -> from(p.condition(), p.from());
      case TransformPipe.UnpackLogfmt p -> from(p.condition(), p.from());
      case TransformPipe.UnpackSyslog p -> from(p.condition(), p.from());
      case TransformPipe.UnpackWords p -> fromTo(p.from(), p.to());
      case TransformPipe.Format p -> {
        if (p.condition().equals(Filter.ALL) && !p.keepOriginal() && !p.skipEmpty()) {
          written(p.to());
        }
        read(p.condition());
        read(Placeholders.fields(p.pattern()));
      }
      case TransformPipe.Replace p -> from(p.condition(), p.field());
      case TransformPipe.ReplaceRegexp p -> from(p.condition(), p.field());
      case TransformPipe.Math p -> p.entries().reversed().forEach(this::formula);
      case TransformPipe.CollapseNums p -> from(p.condition(), p.field());
      case TransformPipe.Decolorize p -> read(p.field());
      case TransformPipe.PackJson p -> {
        written(p.to());
        readOrAll(p.fields());
      }
      case TransformPipe.PackLogfmt p -> {
        written(p.to());
        readOrAll(p.fields());
      }
      case TransformPipe.Unroll p -> {
        read(p.condition());
        read(p.fields());
      }
      case TransformPipe.Len p -> fromTo(p.field(), p.to());
      case TransformPipe.Hash p -> fromTo(p.field(), p.to());
      case TransformPipe.JsonArrayLen p -> fromTo(p.field(), p.to());
      case TransformPipe.JsonArrayConcat p -> fromTo(p.from(), p.to());
      case TransformPipe.Split p -> fromTo(p.from(), p.to());
      case TransformPipe.TimeAdd p -> read(p.field());
    }
  }

  private void from(Filter condition, String field) {
    read(condition);
    read(field);
  }

  private void fromTo(String from, String to) {
    written(to);
    read(from);
  }

  private void formula(MathEntry entry) {
    written(entry.name());
    formula(entry.expression());
  }

  private void formula(MathExpression expression) {
    switch (expression) {
      case MathExpression.Constant constant -> {}
      case MathExpression.Field field -> read(field.name());
      case MathExpression.Negative negative -> formula(negative.operand());
      case MathExpression.Binary binary -> {
        formula(binary.left());
        formula(binary.right());
      }
      case MathExpression.Call call -> call.arguments().forEach(this::formula);
    }
  }

  private void stats(StatsPipe pipe) {
    needed = new LinkedHashSet<>();
    pipe.by().forEach(key -> read(key.field()));
    for (StatsEntry entry : pipe.entries()) {
      read(entry.condition());
      function(entry.function());
    }
  }

  private void function(StatsFunction function) {
    switch (function) {
      case StatsFunction.Count f -> needed.addAll(f.fields());
      case StatsFunction.CountEmpty f -> readOrAll(f.fields());
      case StatsFunction.CountUniq f -> readOrAll(f.fields());
      case StatsFunction.CountUniqHash f -> readOrAll(f.fields());
      case StatsFunction.Sum f -> readOrAll(f.fields());
      case StatsFunction.Avg f -> readOrAll(f.fields());
      case StatsFunction.Min f -> readOrAll(f.fields());
      case StatsFunction.Max f -> readOrAll(f.fields());
      case StatsFunction.Median f -> readOrAll(f.fields());
      case StatsFunction.Quantile f -> readOrAll(f.fields());
      case StatsFunction.Stddev f -> readOrAll(f.fields());
      case StatsFunction.Rate f -> {}
      case StatsFunction.RateSum f -> readOrAll(f.fields());
      case StatsFunction.SumLen f -> readOrAll(f.fields());
      case StatsFunction.UniqValues f -> readOrAll(f.fields());
      case StatsFunction.Values f -> readOrAll(f.fields());
      case StatsFunction.Any f -> readOrAll(f.fields());
      case StatsFunction.RowAny f -> readOrAll(f.fields());
      case StatsFunction.RowMin f -> {
        read(f.by());
        readOrAll(f.fields());
      }
      case StatsFunction.RowMax f -> {
        read(f.by());
        readOrAll(f.fields());
      }
      case StatsFunction.FieldMin f -> read(List.of(f.by(), f.field()));
      case StatsFunction.FieldMax f -> read(List.of(f.by(), f.field()));
      case StatsFunction.Histogram f -> read(f.field());
      case StatsFunction.JsonValues f -> {
        readOrAll(f.fields());
        f.sort().forEach(key -> read(key.field()));
      }
    }
  }
}
