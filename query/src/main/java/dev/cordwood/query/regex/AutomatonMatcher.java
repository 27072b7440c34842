package dev.cordwood.query.regex;

import dev.cordwood.store.Variables;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Runs a [RegexProgram] as a deterministic automaton whose states are made when they are first
/// reached. Each state is a set of instructions; one look into a table a byte. When an expression
/// has so many states that they do not fit the memory, they are dropped; when that happens too
/// often, the rest of the text is done without states, slower but still in linear time.
final class AutomatonMatcher implements RegexMatcher {
  private static final int UNKNOWN = 0;
  static final int DEAD = -1;
  static final int MATCHED = -2;

  private final RegexProgram program;
  private final Runnable check;
  private final Surroundings surroundings;
  private final byte[] classes;
  private final int width; // byte classes, and one for the text's end
  private final int maxStates;
  private final StateSet current;
  private final StateSet resolved;
  private final StateSet next;

  private int[] table; // a row of `width` a state; row 0 is not used, as 0 is UNKNOWN
  private int[][] keys;
  private int states;
  private final Map<Key, Integer> byKey = new HashMap<>();
  private int startState;
  private long bytesSinceDrop;
  private boolean thrashing;
  private int drops;
  private int work;

  private record Key(int[] values) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  AutomatonMatcher(RegexProgram program, Runnable check) {
    this.program = program;
    this.check = check;
    this.surroundings = new Surroundings(program);
    this.classes = program.byteClasses();
    this.width = (classes[255] & 0xff) + 2;
    int bytesPerState = 4 * width + 8 * Math.min(program.size(), 64) + 100;
    this.maxStates = Math.max(16, RegexLimits.MAX_STATE_BYTES / bytesPerState);
    this.current = new StateSet(program);
    this.resolved = new StateSet(program);
    this.next = new StateSet(program);
    this.table = new int[16 * width];
    this.keys = new int[16][];
    reset();
  }

  private void reset() {
    byKey.clear();
    Arrays.fill(table, 0, Math.min(table.length, (states + 1) * width), UNKNOWN);
    states = 0;
    current.clear();
    current.add(program.start(), -1);
    startState = stateOf(current, surroundings.flagsAfter(Surroundings.OUTSIDE));
  }

  @Override
  public boolean find(byte[] text, int start, int end) {
    if (thrashing) {
      return simulate(text, start, end);
    }
    int state = startState;
    if (state == MATCHED) {
      return true;
    }
    byte[] classOf = classes;
    int at = start;
    while (at < end) {
      int from = at;
      int stop = at + Math.min(end - at, RegexLimits.WORK_PER_CHECK);
      int[] rows = table;
      int target = state;
      while (at < stop) {
        target = rows[state + (classOf[text[at] & 0xff] & 0xff)];
        if (target <= 0) {
          break;
        }
        state = target;
        at++;
      }
      spend(at - from);
      if (target > 0) {
        continue;
      }
      if (target == UNKNOWN) {
        target = follow(state, text[at] & 0xff, classOf[text[at] & 0xff] & 0xff);
        if (thrashing) {
          bytesSinceDrop = 0;
          return simulate(text, start, end);
        }
      }
      if (target < 0) {
        bytesSinceDrop += at - start;
        return target == MATCHED;
      }
      state = target;
      at++;
    }
    bytesSinceDrop += end - start;
    int target = table[state + width - 1];
    if (target == UNKNOWN) {
      target = follow(state, Surroundings.OUTSIDE, width - 1);
    }
    return target == MATCHED;
  }

  @Override
  public Outcome find(byte[][] fragments, Variables[] variables) {
    return thrashing ? Outcome.SOMETIMES : new TemplateWalk(this).through(fragments, variables);
  }

  int start() {
    return startState;
  }

  /// Where a byte, or [Surroundings#OUTSIDE], leads: a state, [#MATCHED] or [#DEAD].
  int next(int state, int c) {
    int byteClass = c == Surroundings.OUTSIDE ? width - 1 : classes[c] & 0xff;
    int target = table[state + byteClass];
    return target == UNKNOWN ? follow(state, c, byteClass) : target;
  }

  int classOf(int c) {
    return classes[c] & 0xff;
  }

  /// How often the states were dropped: those from before are of no use then.
  int drops() {
    return drops;
  }

  private void spend(int more) {
    work += more;
    if (work >= RegexLimits.WORK_PER_CHECK) {
      work = 0;
      check.run();
    }
  }

  /// Finds where the automaton goes from a state with a byte, and remembers it.
  private int follow(int state, int c, int byteClass) {
    int[] key = keys[state / width];
    spend(key.length);
    current.load(key);
    int flags = -1 - key[key.length - 1];
    resolved.clear();
    current.resolve(Surroundings.places(flags, c), resolved);
    int target;
    if (resolved.matched()) {
      target = MATCHED;
    } else if (c == Surroundings.OUTSIDE) {
      target = DEAD;
    } else {
      next.clear();
      resolved.step(c, next);
      if (!program.anchored()) {
        next.add(program.start(), -1);
      }
      if (states >= maxStates) {
        thrashing = bytesSinceDrop < RegexLimits.MIN_BYTES_PER_DROP;
        bytesSinceDrop = 0;
        reset();
        drops++;
        // the state this came from is gone: only the target is made again
        return stateOf(next, surroundings.flagsAfter(c));
      }
      target = stateOf(next, surroundings.flagsAfter(c));
    }
    table[state + byteClass] = target;
    return target;
  }

  /// The number of the state for a set: where its row begins in the table.
  private int stateOf(StateSet set, int flags) {
    if (set.matched()) {
      return MATCHED;
    }
    if (set.isEmpty()) {
      return DEAD;
    }
    Key key = new Key(set.key(flags));
    Integer known = byKey.get(key);
    if (known != null) {
      return known;
    }
    states++;
    if ((states + 1) * width > table.length) {
      table = Arrays.copyOf(table, 2 * table.length);
    }
    if (states >= keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
    }
    keys[states] = key.values;
    byKey.put(key, states * width);
    return states * width;
  }

  /// Goes through the text with the sets themselves.
  private boolean simulate(byte[] text, int start, int end) {
    StateSet from = current;
    StateSet to = next;
    from.clear();
    from.add(program.start(), -1);
    int flags = surroundings.flagsAfter(Surroundings.OUTSIDE);
    for (int at = start; ; at++) {
      int c = at < end ? text[at] & 0xff : Surroundings.OUTSIDE;
      resolved.clear();
      from.resolve(Surroundings.places(flags, c), resolved);
      if (resolved.matched() || from.matched()) {
        return true;
      }
      if (at == end) {
        return false;
      }
      to.clear();
      spend(1 + resolved.size());
      resolved.step(c, to);
      if (!program.anchored()) {
        to.add(program.start(), -1);
      } else if (to.isEmpty()) {
        return false;
      }
      flags = surroundings.flagsAfter(c);
      StateSet swap = from;
      from = to;
      to = swap;
    }
  }
}
