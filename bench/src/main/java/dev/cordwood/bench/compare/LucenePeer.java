package dev.cordwood.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// Lucene as Elasticsearch uses it for logs: one document a line, the message analysed, ids and
/// labels as terms with doc values, numbers as points with doc values, the whole line stored. What
/// the index cannot answer reads the stored messages.
final class LucenePeer implements Peer {
  private static final int DOCUMENTS_A_COMMIT = 100_000;

  private @Nullable DirectoryReader reader;
  private @Nullable FSDirectory files;

  @Override
  public String durability() {
    return "one document a line, two indexing threads, commit (fsync) every 100,000 documents and"
        + " at the end; default merges";
  }

  @Override
  public void load(Path corpus, Path directory) throws Exception {
    try (FSDirectory to = FSDirectory.open(directory);
        IndexWriter writer =
            new IndexWriter(
                to, new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(64))) {
      java.util.concurrent.atomic.AtomicLong count = new java.util.concurrent.atomic.AtomicLong();
      CorpusFile.forEachParallel(
          corpus,
          2,
          row -> {
            writer.addDocument(document(row));
            if (count.incrementAndGet() % DOCUMENTS_A_COMMIT == 0) {
              writer.commit();
            }
          });
      writer.commit();
    }
  }

  private static Document document(CorpusFile.Row row) {
    Document document = new Document();
    long time = row.timeMillis();
    document.add(new LongPoint("time", time));
    document.add(new NumericDocValuesField("time", time));
    document.add(new TextField("message", row.text("message"), Field.Store.YES));
    for (String label : new String[] {"level", "service", "host", "user_id"}) {
      String value = row.text(label);
      if (!value.isEmpty()) {
        document.add(new StringField(label, value, Field.Store.NO));
        document.add(new SortedDocValuesField(label, new org.apache.lucene.util.BytesRef(value)));
      }
    }
    String trace = row.text("trace_id");
    if (!trace.isEmpty()) {
      document.add(new StringField("trace_id", trace, Field.Store.NO));
    }
    String duration = row.text("duration_ms");
    if (!duration.isEmpty()) {
      double value = Double.parseDouble(duration);
      document.add(new DoublePoint("duration_ms", value));
      document.add(new NumericDocValuesField("duration_ms", Double.doubleToLongBits(value)));
    }
    document.add(new StoredField("line", row.line()));
    return document;
  }

  @Override
  public void open(Path directory) throws IOException {
    files = FSDirectory.open(directory);
    reader = DirectoryReader.open(files);
  }

  @Override
  public String ask(Question question, Parameters parameters) throws IOException {
    return switch (question) {
      case ABSENT_WORD -> count(word("absentword"));
      case ONE_ID -> count(new TermQuery(new Term("trace_id", parameters.traceId())));
      case RARE_WORD -> count(word("deadlock"));
      case PHRASE -> count(new PhraseQuery("message", "cache", "miss", "for", "key"));
      case SUBSTRING -> count(new WildcardQuery(new Term("message", "*etexcept*")));
      case CASE_INSENSITIVE_WORD -> count(word("ACCEPTED".toLowerCase(Locale.ROOT)));
      case REGEX_WITH_LITERAL -> matching(word("shard"), Pattern.compile("shard 1[0-5]$"));
      case REGEX_WITHOUT_LITERAL ->
          matching(MatchAllDocsQuery.INSTANCE, Pattern.compile("[0-9]{2} [A-Z]{3}$"));
      case FIELD_EQUALS -> count(new TermQuery(new Term("service", "payment")));
      case NUMBER_RANGE ->
          count(DoublePoint.newRangeQuery("duration_ms", 1000, Math.nextDown(2000.0)));
      case COUNT_BY_MINUTE_AND_LEVEL -> minutes();
      case TOP_10 -> top();
      case P95_BY_SERVICE -> quantiles();
      case LAST_100 -> last();
    };
  }

  private static Query word(String word) {
    return new TermQuery(new Term("message", word));
  }

  private String count(Query query) throws IOException {
    return Long.toString(searcher().count(query));
  }

  private String matching(Query candidates, Pattern pattern) throws IOException {
    IndexSearcher searcher = searcher();
    long[] count = {0};
    TopFieldDocs all =
        searcher.search(candidates, Integer.MAX_VALUE - 1, new Sort(SortField.FIELD_DOC));
    var stored = searcher.storedFields();
    for (ScoreDoc hit : all.scoreDocs) {
      String message = stored.document(hit.doc, java.util.Set.of("message")).get("message");
      if (pattern.matcher(message).find()) {
        count[0]++;
      }
    }
    return Long.toString(count[0]);
  }

  private String minutes() throws IOException {
    Map<String, Long> counts = new java.util.HashMap<>();
    for (LeafReaderContext leaf : reader().leaves()) {
      NumericDocValues times = DocValues.getNumeric(leaf.reader(), "time");
      SortedDocValues levels = DocValues.getSorted(leaf.reader(), "level");
      Map<Long, long[]> minutes = new java.util.HashMap<>();
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        times.advanceExact(doc);
        int level = levels.advanceExact(doc) ? levels.ordValue() : levels.getValueCount();
        minutes
            .computeIfAbsent(times.longValue() / 60_000, m -> new long[levels.getValueCount() + 1])[
            level]++;
      }
      for (Map.Entry<Long, long[]> minute : minutes.entrySet()) {
        for (int level = 0; level < minute.getValue().length; level++) {
          if (minute.getValue()[level] > 0) {
            String name =
                level == levels.getValueCount() ? "" : levels.lookupOrd(level).utf8ToString();
            counts.merge(minute.getKey() + name, minute.getValue()[level], Long::sum);
          }
        }
      }
    }
    return Answers.groups(counts.values());
  }

  private String top() throws IOException {
    Map<String, Long> counts = new java.util.HashMap<>();
    for (LeafReaderContext leaf : reader().leaves()) {
      SortedDocValues users = DocValues.getSorted(leaf.reader(), "user_id");
      long[] ords = new long[users.getValueCount()];
      while (users.nextDoc() != SortedDocValues.NO_MORE_DOCS) {
        ords[users.ordValue()]++;
      }
      for (int ord = 0; ord < ords.length; ord++) {
        if (ords[ord] > 0) {
          counts.merge(users.lookupOrd(ord).utf8ToString(), ords[ord], Long::sum);
        }
      }
    }
    List<Long> sorted = new ArrayList<>(counts.values());
    sorted.sort(java.util.Comparator.reverseOrder());
    return Answers.top(sorted.stream().limit(10).mapToLong(Long::longValue).toArray());
  }

  private String quantiles() throws IOException {
    Map<String, double[]> durations = new TreeMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    for (LeafReaderContext leaf : reader().leaves()) {
      NumericDocValues values = DocValues.getNumeric(leaf.reader(), "duration_ms");
      SortedDocValues services = DocValues.getSorted(leaf.reader(), "service");
      while (values.nextDoc() != NumericDocValues.NO_MORE_DOCS) {
        services.advanceExact(values.docID());
        String service = services.lookupOrd(services.ordValue()).utf8ToString();
        double[] of = durations.computeIfAbsent(service, s -> new double[1024]);
        int size = sizes.merge(service, 1, Integer::sum);
        if (size > of.length) {
          of = Arrays.copyOf(of, of.length * 2);
          durations.put(service, of);
        }
        of[size - 1] = Double.longBitsToDouble(values.longValue());
      }
    }
    return SqlitePeer.quantiles(durations, sizes);
  }

  private String last() throws IOException {
    IndexSearcher searcher = searcher();
    TopFieldDocs hits =
        searcher.search(
            MatchAllDocsQuery.INSTANCE,
            100,
            new Sort(new SortField("time", SortField.Type.LONG, true)));
    var stored = searcher.storedFields();
    long oldest = Long.MAX_VALUE;
    for (ScoreDoc hit : hits.scoreDocs) {
      String line = stored.document(hit.doc).get("line");
      oldest = Math.min(oldest, CorpusFile.parse(line).timeMillis());
    }
    return hits.scoreDocs.length + " since " + oldest;
  }

  private IndexSearcher searcher() {
    return new IndexSearcher(reader());
  }

  private DirectoryReader reader() {
    if (reader == null) {
      throw new IllegalStateException("not open");
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    if (files != null) {
      files.close();
      files = null;
    }
  }
}
