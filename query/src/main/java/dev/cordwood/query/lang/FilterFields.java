package dev.cordwood.query.lang;

import java.util.Set;

/// The fields that a filter looks at; those of subqueries do not belong to it.
final class FilterFields {
  private FilterFields() {}

  static void collect(Filter filter, Set<String> fields) {
    switch (filter) {
      case Filter.All all -> {}
      case Filter.And and -> and.filters().forEach(f -> collect(f, fields));
      case Filter.Or or -> or.filters().forEach(f -> collect(f, fields));
      case Filter.Not not -> collect(not.filter(), fields);
      case Filter.Phrase f -> fields.add(f.field());
      case Filter.Prefix f -> fields.add(f.field());
      case Filter.Substring f -> fields.add(f.field());
      case Filter.Wildcard f -> fields.add(f.field());
      case Filter.Empty f -> fields.add(f.field());
      case Filter.Any f -> fields.add(f.field());
      case Filter.Exact f -> fields.add(f.field());
      case Filter.ExactPrefix f -> fields.add(f.field());
      case Filter.In f -> fields.add(f.field());
      case Filter.ContainsAll f -> fields.add(f.field());
      case Filter.ContainsAny f -> fields.add(f.field());
      case Filter.Seq f -> fields.add(f.field());
      case Filter.Regexp f -> fields.add(f.field());
      case Filter.Compare f -> fields.add(f.field());
      case Filter.Range f -> fields.add(f.field());
      case Filter.StringRange f -> fields.add(f.field());
      case Filter.LenRange f -> fields.add(f.field());
      case Filter.Ipv4Range f -> fields.add(f.field());
      case Filter.Ipv6Range f -> fields.add(f.field());
      case Filter.EqField f -> {
        fields.add(f.field());
        fields.add(f.other());
      }
      case Filter.LeField f -> {
        fields.add(f.field());
        fields.add(f.other());
      }
      case Filter.LtField f -> {
        fields.add(f.field());
        fields.add(f.other());
      }
      case Filter.ValueTypeIs f -> fields.add(f.field());
      case Filter.PatternMatch f -> fields.add(f.field());
      case Filter.StreamSelector f -> fields.add(Fields.STREAM);
      case Filter.StreamId f -> fields.add(Fields.STREAM_ID);
      case Filter.Time f -> fields.add(Fields.TIME);
      case Filter.DayRange f -> fields.add(Fields.TIME);
      case Filter.WeekRange f -> fields.add(Fields.TIME);
    }
  }
}
