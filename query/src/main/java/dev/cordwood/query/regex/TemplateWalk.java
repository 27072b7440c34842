package dev.cordwood.query.regex;

import dev.cordwood.query.regex.RegexMatcher.Outcome;
import dev.cordwood.store.Variables;
import java.util.Arrays;

/// Takes an automaton through all texts of a template at once: instead of the one state it is in,
/// it knows the set of states it may be in. Where that becomes too much, it says that it does not
/// know.
final class TemplateWalk {
  private static final int MAX_STATES = 64;

  /// Middles whose lengths differ by no more are gone through length by length, others as if they
  /// had no greatest length.
  private static final int MAX_LENGTHS = 32;

  private final AutomatonMatcher automaton;
  private final int drops;
  private States states = new States();
  private boolean matched;
  private boolean failed;
  private boolean lost;

  TemplateWalk(AutomatonMatcher automaton) {
    this.automaton = automaton;
    this.drops = automaton.drops();
  }

  /// A small set.
  private static final class States {
    int[] members = new int[8];
    int size;

    /// @return whether it is new
    boolean add(int state) {
      for (int i = 0; i < size; i++) {
        if (members[i] == state) {
          return false;
        }
      }
      if (size == members.length) {
        members = Arrays.copyOf(members, size * 2);
      }
      members[size++] = state;
      return true;
    }

    void addAll(States other) {
      for (int i = 0; i < other.size; i++) {
        add(other.members[i]);
      }
    }
  }

  Outcome through(byte[][] fragments, Variables[] variables) {
    enter(automaton.start(), states);
    for (int i = 0; i < fragments.length && goesOn(); i++) {
      if (i > 0) {
        Variables hole = variables[i - 1];
        through(hole.prefix());
        throughMiddle(hole);
        through(hole.suffix());
      }
      through(fragments[i]);
    }
    if (!lost) {
      States ends = new States();
      step(states, Surroundings.OUTSIDE, ends);
    }
    return lost || (matched && failed)
        ? Outcome.SOMETIMES
        : matched ? Outcome.ALWAYS : Outcome.NEVER;
  }

  private boolean goesOn() {
    return !lost && states.size > 0;
  }

  private void enter(int target, States into) {
    switch (target) {
      case AutomatonMatcher.MATCHED -> matched = true;
      case AutomatonMatcher.DEAD -> failed = true;
      default -> into.add(target);
    }
  }

  private void step(States from, int c, States into) {
    for (int i = 0; i < from.size && !lost; i++) {
      enter(automaton.next(from.members[i], c), into);
      lost = automaton.drops() != drops || into.size > MAX_STATES;
    }
  }

  private void through(byte[] text) {
    for (int i = 0; i < text.length && goesOn(); i++) {
      States next = new States();
      step(states, text[i] & 0xff, next);
      states = next;
    }
  }

  private void throughMiddle(Variables hole) {
    int[] bytes = representatives(hole);
    for (int length = 0; length < hole.minMiddle() && goesOn(); length++) {
      lost |= length > MAX_STATES; // long variables are rare: not worth the time
      states = throughOne(bytes, states);
    }
    int more = hole.maxMiddle() - hole.minMiddle();
    States all = new States();
    all.addAll(states);
    if (more <= MAX_LENGTHS) {
      States last = states;
      for (int length = 0; length < more && !lost && last.size > 0; length++) {
        last = throughOne(bytes, last);
        all.addAll(last);
      }
    } else {
      for (int done = 0; done < all.size && !lost; done++) {
        States one = new States();
        one.add(all.members[done]);
        all.addAll(throughOne(bytes, one));
        lost |= all.size > MAX_STATES;
      }
    }
    states = all;
  }

  private States throughOne(int[] bytes, States from) {
    States next = new States();
    for (int i = 0; i < bytes.length && !lost; i++) {
      step(from, bytes[i], next);
    }
    return next;
  }

  /// Of the bytes that the middle may have, one of each class.
  private int[] representatives(Variables hole) {
    int[] bytes = new int[256];
    boolean[] seen = new boolean[256];
    int count = 0;
    for (int c = 0; c < 256; c++) {
      int byteClass = automaton.classOf(c);
      if (hole.allows(c) && !seen[byteClass]) {
        seen[byteClass] = true;
        bytes[count++] = c;
      }
    }
    return Arrays.copyOf(bytes, count);
  }
}
