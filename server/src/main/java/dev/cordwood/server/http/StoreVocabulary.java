package dev.cordwood.server.http;

import dev.cordwood.query.HiddenFields;
import dev.cordwood.query.LogExplorer;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.ValueHits;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.QueryOptions;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.lang.Vocabulary;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Fields and values to offer while somebody types. Quick rather than complete: fields come from
/// the directories of parts without reading rows, values from the newest part of the data, and what
/// takes too long is left out.
final class StoreVocabulary implements Vocabulary {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final long FIELDS_FRESH_NANOS = 5_000_000_000L;

  /// Rows that are looked at for values, newest first, as whole segments.
  private static final long VALUE_ROWS = 500_000;

  private final Store store;
  private final LogExplorer explorer;
  private List<String> known = List.of();
  private TimeRange newest = TimeRange.ALL;
  private long loaded;
  private boolean everLoaded;

  StoreVocabulary(Store store, LogExplorer explorer) {
    this.store = store;
    this.explorer = explorer;
  }

  /// The same without fields that the asker must not see.
  Vocabulary without(HiddenFields hidden) {
    return new Vocabulary() {
      @Override
      public List<String> fields(String typed, int limit) {
        return StoreVocabulary.this.fields(typed, Integer.MAX_VALUE).stream()
            .filter(field -> !hidden.matches(field))
            .limit(limit)
            .toList();
      }

      @Override
      public List<String> values(String field, String typed, int limit) {
        return hidden.matches(field) ? List.of() : StoreVocabulary.this.values(field, typed, limit);
      }
    };
  }

  @Override
  public List<String> fields(String typed, int limit) {
    load();
    String wanted = typed.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
        .limit(limit)
        .toList();
  }

  @Override
  public List<String> values(String field, String typed, int limit) {
    load();
    String wanted = typed.toLowerCase(Locale.ROOT);
    RunOptions options = RunOptions.defaults().withTimeout(PATIENCE).withTimeRange(newest);
    Query all = new Query(QueryOptions.DEFAULT, Filter.ALL, List.of());
    try {
      // facets leave out fields with very many values, which are of no use here
      return explorer.fieldValues(all, options, field, SelectPipe.DEFAULT_FACET_VALUES).stream()
          .map(ValueHits::value)
          .filter(value -> value.toLowerCase(Locale.ROOT).contains(wanted))
          .limit(limit)
          .toList();
    } catch (QueryException e) {
      return List.of();
    }
  }

  private synchronized void load() {
    if (everLoaded && System.nanoTime() - loaded < FIELDS_FRESH_NANOS) {
      return;
    }
    Map<String, Long> rows = new TreeMap<>();
    try (Snapshot snapshot = store.snapshot()) {
      List<Segment> segments = new ArrayList<>(snapshot.segments());
      segments.sort(Comparator.comparingLong(Segment::maxTime).reversed());
      long seen = 0;
      long from = Long.MAX_VALUE;
      for (Segment segment : segments) {
        if (seen < VALUE_ROWS) {
          from = Math.min(from, segment.minTime());
          seen += segment.rows();
        }
        for (String field : segment.fields()) {
          rows.merge(field, segment.rows(), Long::sum);
        }
      }
      newest = segments.isEmpty() ? TimeRange.ALL : new TimeRange(from, Long.MAX_VALUE);
    } catch (IOException e) {
      return; // a damaged part is reported elsewhere; what was known stays
    }
    List<String> names = new ArrayList<>(rows.keySet());
    names.sort(Comparator.comparing((String name) -> rows.getOrDefault(name, 0L)).reversed());
    known = List.copyOf(names);
    loaded = System.nanoTime();
    everLoaded = true;
  }
}
