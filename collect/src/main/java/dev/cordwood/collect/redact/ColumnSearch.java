package dev.cordwood.collect.redact;

import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Finds the secrets in a column. Immutable.
final class ColumnSearch {
  /// Values that are passed over one by one; further ones by halves.
  private static final int NEAR = 16;

  private final List<Detector> detectors = new ArrayList<>();

  /// By gram, which detector looks, and what to subtract from the place.
  private final Detector[] lookers;

  private final int[] offsets;
  private final Trigrams trigrams;
  private final List<OwnPattern> everywhere;
  private final boolean cards;

  ColumnSearch(Set<BuiltInRule> on, List<OwnPattern> own) {
    Predicate<BuiltInRule> isOn = on::contains;
    add(isOn.test(BuiltInRule.PRIVATE_KEY), new PrivateKeys());
    boolean ids = isOn.test(BuiltInRule.AWS_ACCESS_KEY_ID);
    boolean secrets = isOn.test(BuiltInRule.AWS_SECRET_KEY);
    add(ids || secrets, new AwsKeys(ids, secrets));
    add(isOn.test(BuiltInRule.URL_PASSWORD), new UrlPasswords());
    add(isOn.test(BuiltInRule.SLACK_WEBHOOK), new SlackWebhooks());
    add(isOn.test(BuiltInRule.AUTHORIZATION), new HttpCredentials());
    add(isOn.test(BuiltInRule.JWT), new JsonWebTokens());
    add(true, new Assignments(on));
    for (PrefixedToken token : PrefixedToken.all()) {
      add(isOn.test(token.rule()), token);
    }
    add(isOn.test(BuiltInRule.SK_KEY), new SkKeys());
    add(isOn.test(BuiltInRule.SENDGRID_KEY), new SendGridKeys());
    add(isOn.test(BuiltInRule.TELEGRAM_TOKEN), new TelegramTokens());
    add(isOn.test(BuiltInRule.EMAIL), new Emails());
    add(isOn.test(BuiltInRule.IP), new IpAddresses());
    add(isOn.test(BuiltInRule.IBAN), new Ibans());
    add(isOn.test(BuiltInRule.SSN), new SocialSecurityNumbers());
    own.forEach(pattern -> add(!pattern.looksEverywhere(), pattern));
    everywhere = own.stream().filter(OwnPattern::looksEverywhere).toList();
    cards = isOn.test(BuiltInRule.CARD);
    List<Gram> grams = new ArrayList<>();
    List<Detector> byGram = new ArrayList<>();
    for (Detector detector : detectors) {
      for (Gram gram : detector.grams()) {
        grams.add(gram);
        byGram.add(detector);
      }
    }
    lookers = byGram.toArray(new Detector[0]);
    offsets = grams.stream().mapToInt(Gram::offset).toArray();
    trigrams = new Trigrams(grams);
  }

  private void add(boolean isOn, Detector detector) {
    if (isOn) {
      detectors.add(detector);
    }
  }

  /// Whether there is anything but numbers and booleans.
  static boolean hasText(EventColumn column) {
    byte[] types = column.types();
    int size = column.size();
    if (size == 0) {
      return false;
    }
    if (isText(types[0]) || Arrays.equals(types, 0, size - 1, types, 1, size)) {
      return isText(types[0]);
    }
    for (int i = 0; i < size; i++) {
      if (isText(types[i])) {
        return true;
      }
    }
    return false;
  }

  /// Whether a value has room for the number of a card.
  private static boolean hasLongValue(EventColumn column) {
    int[] offsets = column.offsets();
    int size = column.size();
    if (offsets[size] - offsets[0] >= (long) size * CardNumbers.MIN_DIGITS) {
      return true; // on average
    }
    int longest = 0;
    for (int i = 0; i < size; i++) {
      longest = Math.max(longest, offsets[i + 1] - offsets[i]);
    }
    return longest >= CardNumbers.MIN_DIGITS;
  }

  private static boolean isText(byte type) {
    return type == ValueType.STRING.code() || type == ValueType.JSON.code();
  }

  /// What a thread needs to look through columns.
  GramScan newScan() {
    return new GramScan(trigrams);
  }

  Spans in(EventColumn column, FieldMeaning meaning, GramScan scan) {
    BuiltInRule secret = meaning.secret();
    return secret == null
        ? new Search(column, meaning.cards(), scan)
            .run(cards && meaning.cards() != CardField.NEVER && hasLongValue(column))
        : wholeValues(column, secret);
  }

  /// As [#in], for the column of the streams' names: the values of fields as JSON strings.
  Spans inStream(EventColumn column, GramScan scan) {
    return new Search(column, CardField.MAYBE, scan).run(cards);
  }

  private static Spans wholeValues(EventColumn column, BuiltInRule rule) {
    Spans found = new Spans();
    byte[] data = column.data();
    for (int i = 0; i < column.size(); i++) {
      if (isText(column.types()[i])) {
        SecretField.find(data, column.start(i), column.end(i), column.name(), rule, found);
      }
    }
    return found;
  }

  /// One look through a column.
  private final class Search implements GramScan.Sink {
    private final EventColumn column;
    private final GramScan scan;
    private final TextValue value;
    private final Spans found = new Spans();
    private final RepeatedValues repeated;
    private final int end;

    /// Places in the upper half, grams in the lower, so that they sort by place.
    private long[] hits = new long[16];

    private int count;
    private int index;

    /// Hits before it have been looked at.
    private int lookedTo;

    Search(EventColumn column, CardField cardField, GramScan scan) {
      this.column = column;
      this.scan = scan;
      value = new TextValue(column.data(), cardField);
      repeated = new RepeatedValues(column);
      end = column.offsets()[column.size()];
    }

    Spans run(boolean withCards) {
      if (column.size() == 0) {
        return found;
      }
      int first = column.end(0);
      boolean same = first < end && column.hasOneValue() && isText(column.types()[0]);
      lookThrough(column.start(0), same ? first : end, withCards);
      if (same && !found.isEmpty()) {
        lookThrough(first, end, withCards);
      }
      if (!everywhere.isEmpty()) {
        lookEverywhere();
      }
      return found;
    }

    private void lookThrough(int from, int to, boolean withCards) {
      lookedTo = from;
      scan.scan(column.data(), from, to, withCards, this);
      if (count > 0) {
        look(to);
      }
    }

    @Override
    public void hit(int at, int gram) {
      if (count == hits.length) {
        hits = Arrays.copyOf(hits, count * 2);
      }
      hits[count++] = (long) at << 32 | gram;
    }

    @Override
    public void passed(int at) {
      if (count >= Limits.MAX_HITS) {
        look(at);
      }
    }

    /// Looks at all hits before a place.
    private void look(int before) {
      Arrays.sort(hits, 0, count);
      int done = 0;
      while (done < count && place(hits[done]) < before) {
        moveTo(place(hits[done]));
        int to = Math.min(before, value.to);
        int next = done;
        while (next < count && place(hits[next]) < to) {
          next++;
        }
        if (isText(column.types()[index])) {
          lookAtValue(done, next, value.from >= lookedTo && value.to <= before);
        }
        done = next;
      }
      System.arraycopy(hits, done, hits, 0, count - done);
      count -= done;
      lookedTo = before;
    }

    /// Looks at hits in one value.
    ///
    /// @param all whether these are all there are in it
    private void lookAtValue(int first, int last, boolean all) {
      if (all && repeated.isKnown(index)) {
        return;
      }
      int foundBefore = found.count();
      for (int i = first; i < last; i++) {
        int at = place(hits[i]);
        int gram = (int) hits[i];
        Detector detector = lookers[gram];
        boolean open = at >= found.coveredTo() || detector instanceof OwnPattern;
        if (open && at + trigrams.length(gram) <= value.to) {
          detector.find(value, at - offsets[gram], found);
        }
      }
      if (all && found.count() == foundBefore) {
        repeated.remember(index);
      }
    }

    private static int place(long hit) {
      return (int) (hit >>> 32);
    }

    private void moveTo(int at) {
      if (value.to == 0 || at < value.from || at >= value.to) {
        index = indexAt(at);
        value.begin(column.start(index), column.end(index));
      }
    }

    private int indexAt(int at) {
      int low = at < column.start(index) ? 0 : index;
      for (int near = low; near < Math.min(low + NEAR, column.size()); near++) {
        if (column.end(near) > at) {
          return near;
        }
      }
      int high = column.size() - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (column.end(middle) > at) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    @Override
    public int digits(int at) {
      moveTo(at);
      return isText(column.types()[index]) ? CardNumbers.find(value, at, found) : column.end(index);
    }

    private void lookEverywhere() {
      for (int i = 0; i < column.size(); i++) {
        if (isText(column.types()[i])) {
          value.begin(column.start(i), column.end(i));
          for (OwnPattern pattern : everywhere) {
            pattern.find(value, column.start(i), found);
          }
        }
      }
    }
  }
}
