package dev.cordwood.query.pipe;

import dev.cordwood.event.AnsiCodes;
import dev.cordwood.event.ValueType;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.FieldPipe;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Pipe;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.StatsPipe;
import dev.cordwood.query.lang.TransformPipe;
import dev.cordwood.query.rows.SelectedRows;
import dev.cordwood.query.stats.StatsStage;
import java.util.List;

/// From the pipes of a query to the stages that run them.
public final class Stages {
  private Stages() {}

  /// The stages of all pipes, one behind the other, in front of `end`. Subqueries of joins and of
  /// filters run in here, before any row comes.
  ///
  /// @throws QueryException when a pipe cannot be run as it is written
  public static Stage chain(List<Pipe> pipes, QueryContext context, Stage end) {
    Stage stage = end;
    for (Pipe pipe : pipes.reversed()) {
      stage = of(pipe, context, stage);
    }
    return stage;
  }

  public static Stage of(Pipe pipe, QueryContext context, Stage next) {
    return switch (pipe) {
      case StatsPipe stats ->
          new StatsStage(
              stats,
              context,
              context.timeRange(),
              filter -> RowFilter.of(filter, context)::test,
              next);
      case SelectPipe select -> select(select, context, next);
      case FieldPipe fields -> new Transform(context, step(fields, context), next);
      case TransformPipe.Unroll(var condition, var fields) ->
          new UnrollStage(Condition.of(condition, context), fields, context, next);
      case TransformPipe transform -> new Transform(context, step(transform, context), next);
    };
  }

  private static Stage select(SelectPipe pipe, QueryContext context, Stage next) {
    return switch (pipe) {
      case SelectPipe.Where(var filter) -> {
        RowFilter rows = RowFilter.of(filter, context);
        yield new Transform(context, batch -> SelectedRows.where(batch, rows.test(batch)), next);
      }
      case SelectPipe.Limit(long count) -> LimitStage.limit(count, next);
      case SelectPipe.Offset(long count) -> LimitStage.offset(count, next);
      case SelectPipe.Sample(long every) -> new SampleStage(every, context, next);
      case SelectPipe.Sort sort -> new SortStage(sort, context, next);
      case SelectPipe.Uniq(var fields, String hits, long limit) -> {
        long most = limit == 0 ? Long.MAX_VALUE : limit;
        boolean any = hits.isEmpty() && limit > 0;
        yield new CountingStage(
            fields, new CountingStage.Answer(most, hits, "", true, any), context, next);
      }
      case SelectPipe.Top(long limit, var fields, String hits, String rank) ->
          new CountingStage(
              fields, new CountingStage.Answer(limit, hits, rank, true, false), context, next);
      case SelectPipe.FieldValues(String field, long limit) -> {
        long most = limit == 0 ? Long.MAX_VALUE : limit;
        yield new CountingStage(
            List.of(field),
            new CountingStage.Answer(most, "hits", "", false, false),
            context,
            next);
      }
      case SelectPipe.Facets facets -> new FacetsStage(facets, context, next);
      case SelectPipe.FieldNames(String name) -> new FieldNamesStage(name, context, next);
      case SelectPipe.StreamContext surroundings ->
          new StreamContextStage(surroundings, context, next);
      case SelectPipe.Join join -> new JoinStage(join, context, next);
      case SelectPipe.Union(var other) -> new UnionStage(other, context, next);
      case SelectPipe.BlocksCount(String name) -> BlockStages.count(name, context, next);
      case SelectPipe.BlockStats stats -> BlockStages.stats(context, next);
      case SelectPipe.GenerateSequence(long count) -> new SequenceStage(count, context, next);
    };
  }

  private static Transform.Step step(FieldPipe pipe, QueryContext context) {
    return switch (pipe) {
      case FieldPipe.Fields(var fields) -> rows -> FieldSteps.keep(rows, fields);
      case FieldPipe.Delete(var fields) -> rows -> FieldSteps.delete(rows, fields);
      case FieldPipe.Copy(var pairs) -> rows -> FieldSteps.copy(rows, pairs, false);
      case FieldPipe.Rename(var pairs) -> rows -> FieldSteps.copy(rows, pairs, true);
      case FieldPipe.DropEmptyFields drop -> FieldSteps::dropEmpty;
      case FieldPipe.SetStreamFields set -> ValueSteps.setStream(set, context);
    };
  }

  private static Transform.Step step(TransformPipe pipe, QueryContext context) {
    return switch (pipe) {
      case TransformPipe.Extract extract -> ExtractStep.of(extract, context);
      case TransformPipe.ExtractRegexp extract -> ExtractStep.of(extract, context);
      case TransformPipe.UnpackJson unpack -> UnpackStep.of(unpack, context);
      case TransformPipe.UnpackLogfmt unpack -> UnpackStep.of(unpack, context);
      case TransformPipe.UnpackSyslog unpack -> UnpackStep.of(unpack, context);
      case TransformPipe.UnpackWords(String from, String to, boolean distinct) ->
          ValueSteps.compute(
              from, to, ValueType.JSON, value -> TextOperations.words(value, distinct));
      case TransformPipe.Format format -> ValueSteps.format(format, context);
      case TransformPipe.Replace(var condition, String old, String by, String field, long limit) ->
          ValueSteps.change(
              Condition.of(condition, context),
              field,
              value -> TextOperations.replace(value, old, by, limit));
      case TransformPipe.ReplaceRegexp(
              var condition,
              String pattern,
              String by,
              String field,
              long limit) ->
          ValueSteps.change(
              Condition.of(condition, context),
              field,
              new RegexpReplacement(pattern, by, limit)::apply);
      case TransformPipe.Math(var entries) -> new MathStep(entries, context);
      case TransformPipe.CollapseNums(var condition, String field, boolean prettify) ->
          ValueSteps.change(
              Condition.of(condition, context),
              field,
              value -> CollapseNums.collapse(value, prettify));
      case TransformPipe.Decolorize(String field) ->
          ValueSteps.change(Condition.of(Filter.ALL, context), field, AnsiCodes::strip);
      case TransformPipe.PackJson(var fields, String to) ->
          rows -> ValueSteps.packJson(rows, fields, to);
      case TransformPipe.PackLogfmt(var fields, String to) ->
          rows -> ValueSteps.packLogfmt(rows, fields, to);
      case TransformPipe.Unroll unroll ->
          throw new IllegalStateException("makes rows: has a stage of its own");
      case TransformPipe.Len(String field, String to) -> rows -> ValueSteps.length(rows, field, to);
      case TransformPipe.Hash(String field, String to) ->
          ValueSteps.compute(field, to, ValueType.NUMBER, ValueSteps::hash);
      case TransformPipe.JsonArrayLen(String field, String to) ->
          ValueSteps.compute(field, to, ValueType.NUMBER, ValueSteps::arrayLength);
      case TransformPipe.JsonArrayConcat(String separator, String from, String to) ->
          ValueSteps.compute(
              from, to, ValueType.STRING, value -> ValueSteps.concat(value, separator));
      case TransformPipe.Split(String separator, String from, String to) ->
          ValueSteps.compute(
              from, to, ValueType.JSON, value -> TextOperations.split(value, separator));
      case TransformPipe.TimeAdd(String field, long nanos) ->
          rows -> TimeAdd.apply(rows, field, nanos);
    };
  }
}
