package dev.cordwood.collect.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out which format the lines of a source are of, and reads them. Not safe for several
/// threads.
///
/// At first every candidate is tried on every line; the best for a line is the one that is the most
/// specific and has fitted the most lines so far. As soon as one has a clear lead it is chosen, and
/// from then on tried first, on its misses only those others that had fitted before. When a chosen
/// format misses most lines all start afresh. A source that nothing fits is text, which is looked
/// into again from time to time.
final class FormatDetector {
  private enum State {
    SAMPLING,
    CHOSEN,
    /// Nothing fits.
    TEXT
  }

  private static final int FIRST_DECISION = 20;
  private static final int SECOND_DECISION = 200;
  private static final int CLEAR_PERCENT = 95;
  private static final int HALF_PERCENT = 50;
  private static final int LEAST_PERCENT = 10;

  /// A candidate that has fitted none of so many lines is not tried any more.
  private static final int HOPELESS_LINES = 60;

  private static final int WINDOW_LINES = 200;
  private static final int MAX_MISSES = 100;

  /// Of a text's lines one in so many is looked into.
  private static final int TEXT_STEP = 64;

  private static final int TEXT_HITS = 4;

  private final Candidate[] order;
  private final boolean isFixed;
  private final LineFields scratch;
  private State state = State.SAMPLING;
  private int lines;
  private int windowLines;
  private int misses;
  private int skipped;
  private int textHits;
  private @Nullable Candidate chosen;

  /// @param isFixed whether the first candidate, or text if there is none, is what all lines are
  /// @param scratch for tries that are only counted
  FormatDetector(List<Candidate> candidates, boolean isFixed, LineFields scratch) {
    order = candidates.toArray(Candidate[]::new);
    this.isFixed = isFixed;
    this.scratch = scratch;
    reset();
  }

  /// Forgets the source.
  void forget() {
    for (Candidate candidate : order) {
      candidate.format.state("");
    }
    reset();
  }

  private void reset() {
    state = order.length == 0 ? State.TEXT : State.SAMPLING;
    chosen = null;
    lines = 0;
    windowLines = 0;
    misses = 0;
    textHits = 0;
    for (Candidate candidate : order) {
      candidate.hits = 0;
    }
    sort();
    if (isFixed && order.length > 0) {
      choose(order[0]);
    }
  }

  /// The id of the format that was chosen, `text` when none fits, or empty while it is open.
  String format() {
    Candidate known = chosen;
    return known != null ? known.id : state == State.TEXT ? "text" : "";
  }

  @Nullable Candidate chosen() {
    return chosen;
  }

  /// Goes on with a format that was chosen before; one that is not among the candidates is ignored.
  void choose(String id, String formatState) {
    for (Candidate candidate : order) {
      if (candidate.id.equals(id)) {
        choose(candidate);
        candidate.format.state(formatState);
      }
    }
  }

  /// The likeliest format that has learnt something which no later line says again, such as the
  /// names in a header, while none is chosen yet.
  @Nullable Candidate learned() {
    if (state == State.SAMPLING) {
      for (Candidate candidate : order) {
        if (candidate.hits > 0 && !candidate.format.state().isEmpty()) {
          return candidate;
        }
      }
    }
    return null;
  }

  /// Gives back to a format what it had learnt, without choosing it.
  void learn(String id, String formatState) {
    for (Candidate candidate : order) {
      if (candidate.id.equals(id)) {
        candidate.format.state(formatState);
        candidate.hits = candidate.format.state().isEmpty() ? 0 : 1; // it had fitted its header
      }
    }
  }

  private void choose(Candidate candidate) {
    chosen = candidate;
    state = State.CHOSEN;
    windowLines = 0;
    misses = 0;
  }

  /// Reads a line, or the first line `[start, lineEnd)` of an event and what else of it the format
  /// wants.
  ///
  /// @return the format of which `fields` now has what it found in the line, or null when none fits
  @Nullable Candidate match(
      byte[] line, int start, int lineEnd, int end, long reference, LineFields fields) {
    return switch (state) {
      case CHOSEN -> matchChosen(line, start, lineEnd, end, reference, fields);
      case SAMPLING -> sample(line, start, lineEnd, end, reference, fields);
      case TEXT -> matchText(line, start, lineEnd, end, reference, fields);
    };
  }

  private @Nullable Candidate matchChosen(
      byte[] line, int start, int lineEnd, int end, long reference, LineFields fields) {
    Candidate first = chosen;
    fields.clear();
    windowLines++;
    boolean fits = first != null && first.parse(line, start, lineEnd, end, reference, fields);
    if (!fits) {
      misses++;
    }
    if (windowLines == WINDOW_LINES) {
      boolean isWrong = misses >= MAX_MISSES && !isFixed;
      windowLines = 0;
      misses = 0;
      if (isWrong) {
        reset();
      }
    }
    if (fits) {
      return first;
    }
    for (Candidate candidate : order) {
      if (candidate != first && candidate.hits > 0 && !isFixed) {
        fields.clear();
        if (candidate.parse(line, start, lineEnd, end, reference, fields)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private @Nullable Candidate matchText(
      byte[] line, int start, int lineEnd, int end, long reference, LineFields fields) {
    if (order.length == 0 || ++skipped % TEXT_STEP != 0) {
      return null;
    }
    Candidate found = tryAll(line, start, lineEnd, end, reference, fields);
    textHits = found == null ? 0 : textHits + 1;
    if (textHits >= TEXT_HITS) {
      reset();
    }
    return found;
  }

  private @Nullable Candidate sample(
      byte[] line, int start, int lineEnd, int end, long reference, LineFields fields) {
    Candidate best = tryAll(line, start, lineEnd, end, reference, fields);
    sort();
    decide();
    return best;
  }

  private @Nullable Candidate tryAll(
      byte[] line, int start, int lineEnd, int end, long reference, LineFields fields) {
    lines++;
    Candidate best = null;
    for (Candidate candidate : order) {
      if (candidate.hits == 0 && lines > HOPELESS_LINES && state == State.SAMPLING) {
        continue;
      }
      LineFields target = best == null ? fields : scratch;
      target.clear();
      if (candidate.parse(line, start, lineEnd, end, reference, target)) {
        candidate.hits++;
        if (best == null) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /// Best first. Nearly sorted already.
  private void sort() {
    for (int i = 1; i < order.length; i++) {
      Candidate moved = order[i];
      int score = moved.score(lines);
      int at = i;
      while (at > 0 && order[at - 1].score(lines) < score) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = moved;
    }
  }

  private void decide() {
    if (lines < FIRST_DECISION) {
      return;
    }
    Candidate leader = order[0];
    for (Candidate candidate : order) {
      leader = candidate.hits > 0 && leader.hits == 0 ? candidate : leader;
    }
    int percent = leader.hits * 100 / lines;
    if (percent >= CLEAR_PERCENT || (lines >= SECOND_DECISION && percent >= HALF_PERCENT)) {
      choose(leader);
    } else if (lines >= SECOND_DECISION && leader.hits == 0) {
      state = State.TEXT;
    } else if (lines >= Limits.MAX_SAMPLED_LINES) {
      if (percent >= LEAST_PERCENT) {
        choose(leader);
      } else {
        state = State.TEXT;
      }
    }
  }
}
