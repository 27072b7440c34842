package dev.cordwood.collect.format;

/// Tells whether a line belongs to the stack trace, or to the event with indented lines, that the
/// lines before it began. Knows how Java, .NET, Node.js, Python, Go, Ruby and PHP print them. One
/// source at a time; not safe for several threads.
final class StackTraces {
  /// What the lines so far were.
  private enum State {
    /// A line without a time of its own, and no stack trace.
    PLAIN,
    /// A line that starts as log events do.
    LED,
    /// The head or the frames of a trace of Java, .NET, Node.js or Ruby.
    FRAMES,
    /// `file.js:3`, under which Node.js shows the source line.
    NODE_HEAD,
    PYTHON,
    /// Behind the line that names the exception.
    PYTHON_END,
    /// Between the traces of a chain.
    PYTHON_CHAIN,
    GO,
    PHP
  }

  private static final byte[] AT = Ascii.bytes("at ");
  private static final byte[] FROM = Ascii.bytes("from ");
  private static final byte[] DOTS = Ascii.bytes("... ");
  private static final byte[] CAUSED = Ascii.bytes("Caused by: ");
  private static final byte[] SUPPRESSED = Ascii.bytes("Suppressed: ");
  private static final byte[] WRAPPED = Ascii.bytes("Wrapped by: ");
  private static final byte[] END_OF = Ascii.bytes("--- End of ");
  private static final byte[] INNER = Ascii.bytes("---> ");
  private static final byte[] TRACEBACK = Ascii.bytes("Traceback (most recent call last)");
  private static final byte[] DURING = Ascii.bytes("During handling of the above exception");
  private static final byte[] ABOVE = Ascii.bytes("The above exception was the direct cause");
  private static final byte[] PANIC = Ascii.bytes("panic: ");
  private static final byte[] PANIC_WORD = Ascii.bytes("panic");
  private static final byte[] FATAL = Ascii.bytes("fatal error: ");
  private static final byte[] GOROUTINE = Ascii.bytes("goroutine ");
  private static final byte[] CREATED = Ascii.bytes("created by ");
  private static final byte[] EXIT = Ascii.bytes("exit status ");
  private static final byte[] SIGNAL = Ascii.bytes("[signal ");
  private static final byte[] RECOVERED = Ascii.bytes("\tpanic: ");
  private static final byte[] STACK = Ascii.bytes("Stack trace:");
  private static final byte[] LARAVEL = Ascii.bytes("[stacktrace]");
  private static final byte[] PREVIOUS = Ascii.bytes("[previous exception]");
  private static final byte[] LARAVEL_END = Ascii.bytes("\"}");
  private static final byte[] NEXT = Ascii.bytes("Next ");
  private static final byte[] THREAD = Ascii.bytes("Exception in thread ");
  private static final byte[] UNHANDLED = Ascii.bytes("Unhandled ");
  private static final byte[] NODE = Ascii.bytes("Node.js v");
  private static final byte[] RUBY_IN = Ascii.bytes(":in ");
  private static final byte[] EXCEPTION = Ascii.bytes("Exception");
  private static final byte[] ERROR = Ascii.bytes("Error");
  private static final byte[] THROWABLE = Ascii.bytes("Throwable");

  private State state = State.PLAIN;

  /// The line begins an event.
  void begin(byte[] line, int start, int end) {
    if (LineLead.isLed(line, start, end)) {
      state =
          Ascii.contains(line, start, Math.min(end, start + 256), GOROUTINE) ? State.GO : State.LED;
    } else if (Ascii.startsWith(line, start, end, TRACEBACK)) {
      state = State.PYTHON;
    } else if (isGoHead(line, start, end)) {
      state = State.GO;
    } else if (isPhpHead(line, start, end)) {
      state = State.PHP;
    } else if (isExceptionName(line, start, end)
        || Ascii.startsWith(line, start, end, THREAD)
        || Ascii.startsWith(line, start, end, UNHANDLED)
        || isRubyFrame(line, start, end)) {
      state = State.FRAMES;
    } else {
      state = isSourcePlace(line, start, end) ? State.NODE_HEAD : State.PLAIN;
    }
  }

  /// Whether the line goes on with the event; if so it is taken.
  boolean continues(byte[] line, int start, int end) {
    int text = Ascii.skipBlanks(line, start, end);
    if (text == end) {
      return takesBlankLine();
    }
    boolean indented = text > start;
    if (indented && isFrame(line, text, end)) {
      if (state == State.PLAIN || state == State.LED || state == State.NODE_HEAD) {
        state = State.FRAMES;
      }
      return true;
    }
    if (indented) {
      return state != State.PLAIN;
    }
    return switch (state) {
      case PYTHON -> pythonEnd(line, start, end);
      case PYTHON_END, PYTHON_CHAIN -> pythonChain(line, start, end);
      case GO -> isGoLine(line, start, end);
      case PHP -> isPhpLine(line, start, end);
      case FRAMES -> isFrameLine(line, start, end) || opensTrace(line, start, end);
      case NODE_HEAD -> isExceptionHead(line, start, end);
      case LED -> opensTrace(line, start, end);
      case PLAIN -> opensOnPlain(line, start, end);
    };
  }

  private boolean takesBlankLine() {
    return switch (state) {
      case GO, PYTHON_END, PYTHON_CHAIN, NODE_HEAD, FRAMES -> true;
      case PLAIN, LED, PYTHON, PHP -> false;
    };
  }

  /// `at x.y.Z(…)`, `... 12 more`, `from a.rb:3:in 'x'`, `Caused by: `, `--- End of …` behind
  /// blanks.
  private static boolean isFrame(byte[] line, int at, int end) {
    return switch (line[at]) {
      case 'a' -> Ascii.startsWith(line, at, end, AT);
      case '.' -> Ascii.startsWith(line, at, end, DOTS);
      case 'f' ->
          Ascii.startsWith(line, at, end, FROM)
              && Ascii.contains(line, at, Math.min(end, at + Limits.MAX_LEAD_BYTES), RUBY_IN);
      case 'C' -> Ascii.startsWith(line, at, end, CAUSED);
      case 'S' -> Ascii.startsWith(line, at, end, SUPPRESSED);
      case '-' -> Ascii.startsWith(line, at, end, END_OF) || Ascii.startsWith(line, at, end, INNER);
      default -> false;
    };
  }

  /// What a line that starts as a log event does is followed by when a trace comes: its head.
  private boolean opensTrace(byte[] line, int start, int end) {
    if (LineLead.isLed(line, start, end)) {
      return false;
    }
    if (Ascii.startsWith(line, start, end, TRACEBACK)) {
      state = State.PYTHON;
      return true;
    }
    if (Ascii.startsWith(line, start, end, GOROUTINE)
        || Ascii.startsWith(line, start, end, PANIC)) {
      state = State.GO;
      return true;
    }
    if (isPhpLine(line, start, end)) {
      state = State.PHP;
      return true;
    }
    if (isExceptionHead(line, start, end) || isRubyFrame(line, start, end)) {
      state = State.FRAMES;
      return true;
    }
    return false;
  }

  /// A line of any program may be what its trace is printed under.
  private boolean opensOnPlain(byte[] line, int start, int end) {
    if (Ascii.startsWith(line, start, end, STACK)) {
      state = State.PHP;
      return true;
    }
    return false;
  }

  private boolean isExceptionHead(byte[] line, int start, int end) {
    if (!isExceptionName(line, start, end)) {
      return false;
    }
    state = State.FRAMES;
    return true;
  }

  private static boolean isFrameLine(byte[] line, int start, int end) {
    return Ascii.startsWith(line, start, end, CAUSED)
        || Ascii.startsWith(line, start, end, SUPPRESSED)
        || Ascii.startsWith(line, start, end, WRAPPED)
        || Ascii.startsWith(line, start, end, END_OF)
        || Ascii.startsWith(line, start, end, INNER)
        || Ascii.startsWith(line, start, end, NODE)
        || Ascii.startsWith(line, start, end, AT)
        || Ascii.startsWith(line, start, end, DOTS)
        || (end - start == 1 && line[start] == '}')
        || isRubyFrame(line, start, end);
  }

  /// Behind the indented frames stands the exception: `ValueError: x`, `KeyError`, `a.b.Failed: y`.
  private boolean pythonEnd(byte[] line, int start, int end) {
    if (LineLead.isLed(line, start, end)) {
      return false;
    }
    int name = nameEnd(line, start, end);
    if (name == start || (name < end && line[name] != ':')) {
      return false;
    }
    state = State.PYTHON_END;
    return true;
  }

  private boolean pythonChain(byte[] line, int start, int end) {
    if (Ascii.startsWith(line, start, end, DURING) || Ascii.startsWith(line, start, end, ABOVE)) {
      state = State.PYTHON_CHAIN;
      return true;
    }
    if (state == State.PYTHON_CHAIN && Ascii.startsWith(line, start, end, TRACEBACK)) {
      state = State.PYTHON;
      return true;
    }
    return false;
  }

  private static boolean isGoHead(byte[] line, int start, int end) {
    if (Ascii.startsWith(line, start, end, GOROUTINE)) {
      return line[end - 1] == ':';
    }
    return Ascii.startsWith(line, start, end, PANIC) || Ascii.startsWith(line, start, end, FATAL);
  }

  private static boolean isGoLine(byte[] line, int start, int end) {
    if (isGoHead(line, start, end)
        || Ascii.startsWith(line, start, end, CREATED)
        || Ascii.startsWith(line, start, end, EXIT)
        || Ascii.startsWith(line, start, end, SIGNAL)
        || Ascii.startsWith(line, start, end, RECOVERED)) {
      return true;
    }
    // a frame: main.(*server).run(0xc000010000, {0x1, 0x2})
    int name = start;
    while (name < end && line[name] > ' ') {
      if (line[name] == '(' && name > start) {
        boolean called = line[end - 1] == ')';
        return called && Ascii.contains(line, start, end, new byte[] {'.'});
      }
      name++;
    }
    return Ascii.startsWith(line, start, end, PANIC_WORD) && name < end && line[name] == '(';
  }

  private static boolean isPhpHead(byte[] line, int start, int end) {
    return end - start > 4
        && line[start] == 'P'
        && line[start + 1] == 'H'
        && line[start + 2] == 'P'
        && line[start + 3] == ' ';
  }

  private static boolean isPhpLine(byte[] line, int start, int end) {
    if (line[start] == '#') {
      int digits = Ascii.skipDigits(line, start + 1, end);
      return digits > start + 1 && digits < end && line[digits] == ' ';
    }
    return Ascii.startsWith(line, start, end, STACK)
        || Ascii.startsWith(line, start, end, LARAVEL)
        || Ascii.startsWith(line, start, end, PREVIOUS)
        || Ascii.startsWith(line, start, end, LARAVEL_END)
        || (Ascii.startsWith(line, start, end, NEXT)
            && isExceptionName(line, start + NEXT.length, end));
  }

  /// `app/models/user.rb:12:in 'save'`.
  private static boolean isRubyFrame(byte[] line, int start, int end) {
    int word = Ascii.wordEnd(line, start, Math.min(end, start + Limits.MAX_LEAD_BYTES));
    int in = Ascii.indexOf(line, start, Math.min(end, word + RUBY_IN.length), RUBY_IN);
    return in > start && Ascii.isDigit(line[in - 1]);
  }

  /// `/app/index.js:3`, alone.
  private static boolean isSourcePlace(byte[] line, int start, int end) {
    int digits = end;
    while (digits > start && Ascii.isDigit(line[digits - 1])) {
      digits--;
    }
    if (digits == end || digits - start < 4 || line[digits - 1] != ':') {
      return false;
    }
    int dot = digits - 2;
    while (dot > start && Ascii.isWord(line[dot])) {
      dot--;
    }
    return line[dot] == '.'
        && digits - dot <= 6
        && Ascii.wordEnd(line, start, end) == end
        && Ascii.indexOf(line, start, dot, (byte) '/') >= 0;
  }

  /// `java.io.IOException: …`, `TypeError: …`, `System.AggregateException`: one word that ends so,
  /// then nothing, a colon or a bracket.
  private static boolean isExceptionName(byte[] line, int start, int end) {
    int name = nameEnd(line, start, end);
    if (name == start) {
      return false;
    }
    if (name < end && line[name] != ':' && line[name] != ' ') {
      return false;
    }
    if (name < end && line[name] == ' ' && (name + 1 == end || "[({".indexOf(line[name + 1]) < 0)) {
      return false;
    }
    return Ascii.endsWith(line, start, name, EXCEPTION)
        || Ascii.endsWith(line, start, name, ERROR)
        || Ascii.endsWith(line, start, name, THROWABLE);
  }

  private static int nameEnd(byte[] line, int start, int end) {
    int limit = Math.min(end, start + Limits.MAX_LEAD_BYTES);
    int i = start;
    while (i < limit && (Ascii.isWord(line[i]) || line[i] == '.' || line[i] == '$')) {
      i++;
    }
    return i > start && !Ascii.isDigit(line[start]) ? i : start;
  }
}
