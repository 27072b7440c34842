package dev.cordwood.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Cordwood's own log: one line an event on standard error.
final class Logs {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  /// Held, because the log manager lets go of loggers nobody holds, and of their levels.
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger OWN = Logger.getLogger("dev.cordwood");

  private Logs() {}

  static void configure(boolean verbose) {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(new OneLine(verbose));
    ROOT.addHandler(handler);
    ROOT.setLevel(verbose ? Level.INFO : Level.WARNING);
    OWN.setLevel(verbose ? Level.FINE : Level.INFO);
  }

  private static final class OneLine extends Formatter {
    private final boolean verbose;

    OneLine(boolean verbose) {
      this.verbose = verbose;
    }

    @Override
    public String format(LogRecord event) {
      StringBuilder line = new StringBuilder(TIME.format(event.getInstant()));
      line.append(' ').append(level(event.getLevel())).append(' ');
      line.append(Terminal.safe(formatMessage(event)));
      Throwable thrown = event.getThrown();
      if (thrown != null && verbose) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        line.append('\n').append(trace.toString().stripTrailing());
      } else if (thrown != null) {
        line.append(": ").append(Terminal.safe(thrown.toString()));
      }
      return line.append('\n').toString();
    }

    private static String level(Level level) {
      if (level.intValue() >= Level.SEVERE.intValue()) {
        return "error";
      }
      if (level.intValue() >= Level.WARNING.intValue()) {
        return "warn ";
      }
      return level.intValue() >= Level.INFO.intValue() ? "info " : "debug";
    }
  }
}
