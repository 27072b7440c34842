package dev.cordwood.query.lang;

import java.util.List;
import java.util.function.UnaryOperator;

/// Changes a query and the queries within it.
final class QueryRewriter {
  private QueryRewriter() {}

  static Query addFilter(Query query, Filter more) {
    return rewrite(
        query, q -> new Query(q.options(), Filter.and(List.of(more, q.filter())), q.pipes()));
  }

  static Query addTimeRange(Query query, TimeRange range) {
    return rewrite(
        query,
        q -> {
          if (q.options().ignoreGlobalTimeFilter()) {
            return q;
          }
          long back = Saturated.subtract(0, q.options().timeOffsetNanos());
          // The text is moved when it is parsed, the range is moved already.
          Filter time = new Filter.Time(range.shift(back), TimeText.of(range));
          return new Query(q.options(), Filter.and(List.of(time, q.filter())), q.pipes());
        });
  }

  private static Query rewrite(Query query, UnaryOperator<Query> change) {
    return change.apply(
        new Query(
            query.options(),
            rewrite(query.filter(), change),
            query.pipes().stream().map(pipe -> rewrite(pipe, change)).toList()));
  }

  private static Filter rewrite(Filter filter, UnaryOperator<Query> change) {
    return switch (filter) {
      case Filter.And and ->
          new Filter.And(and.filters().stream().map(f -> rewrite(f, change)).toList());
      case Filter.Or or ->
          new Filter.Or(or.filters().stream().map(f -> rewrite(f, change)).toList());
      case Filter.Not not -> new Filter.Not(rewrite(not.filter(), change));
      case Filter.In in -> new Filter.In(in.field(), rewrite(in.values(), change));
      case Filter.ContainsAll all ->
          new Filter.ContainsAll(all.field(), rewrite(all.values(), change));
      case Filter.ContainsAny any ->
          new Filter.ContainsAny(any.field(), rewrite(any.values(), change));
      case Filter.StreamId id -> new Filter.StreamId(rewrite(id.ids(), change));
      case Filter other -> other;
    };
  }

  private static ValueSource rewrite(ValueSource values, UnaryOperator<Query> change) {
    return switch (values) {
      case ValueSource.Listed listed -> listed;
      case ValueSource.Subquery subquery ->
          new ValueSource.Subquery(rewrite(subquery.query(), change), subquery.field());
    };
  }

  /// Conditions of `if (...)` may hold subqueries too.
  private static Pipe rewrite(Pipe pipe, UnaryOperator<Query> change) {
    return switch (pipe) {
      case SelectPipe.Where p -> new SelectPipe.Where(rewrite(p.filter(), change));
      case SelectPipe.Join p ->
          new SelectPipe.Join(p.by(), rewrite(p.query(), change), p.inner(), p.prefix());
      case SelectPipe.Union p -> new SelectPipe.Union(rewrite(p.query(), change));
      case SelectPipe p -> p;
      case FieldPipe.SetStreamFields p ->
          new FieldPipe.SetStreamFields(rewrite(p.condition(), change), p.fields());
      case FieldPipe p -> p;
      case StatsPipe p ->
          new StatsPipe(
              p.by(),
              p.entries().stream()
                  .map(e -> new StatsEntry(e.function(), rewrite(e.condition(), change), e.name()))
                  .toList());
      case TransformPipe p -> rewrite(p, change);
    };
  }

  private static TransformPipe rewrite(TransformPipe pipe, UnaryOperator<Query> change) {
    return switch (pipe) {
      case TransformPipe.Extract p ->
          new TransformPipe.Extract(
              rewrite(p.condition(), change),
              p.pattern(),
              p.from(),
              p.keepOriginal(),
              p.skipEmpty());
      case TransformPipe.ExtractRegexp p ->
          new TransformPipe.ExtractRegexp(
              rewrite(p.condition(), change),
              p.pattern(),
              p.from(),
              p.keepOriginal(),
              p.skipEmpty());
      case TransformPipe.UnpackJson p ->
          new TransformPipe.UnpackJson(
              rewrite(p.condition(), change),
              p.from(),
              p.fields(),
              p.resultPrefix(),
              p.keepOriginal(),
              p.skipEmpty());
      case TransformPipe.UnpackLogfmt p ->
          new TransformPipe.UnpackLogfmt(
              rewrite(p.condition(), change),
              p.from(),
              p.fields(),
              p.resultPrefix(),
              p.keepOriginal(),
              p.skipEmpty());
      case TransformPipe.UnpackSyslog p ->
          new TransformPipe.UnpackSyslog(
              rewrite(p.condition(), change),
              p.from(),
              p.offsetNanos(),
              p.resultPrefix(),
              p.keepOriginal());
      case TransformPipe.Format p ->
          new TransformPipe.Format(
              rewrite(p.condition(), change), p.pattern(), p.to(), p.keepOriginal(), p.skipEmpty());
      case TransformPipe.Replace p ->
          new TransformPipe.Replace(
              rewrite(p.condition(), change), p.old(), p.replacement(), p.field(), p.limit());
      case TransformPipe.ReplaceRegexp p ->
          new TransformPipe.ReplaceRegexp(
              rewrite(p.condition(), change), p.pattern(), p.replacement(), p.field(), p.limit());
      case TransformPipe.CollapseNums p ->
          new TransformPipe.CollapseNums(rewrite(p.condition(), change), p.field(), p.prettify());
      case TransformPipe.Unroll p ->
          new TransformPipe.Unroll(rewrite(p.condition(), change), p.fields());
      case TransformPipe p -> p;
    };
  }
}
