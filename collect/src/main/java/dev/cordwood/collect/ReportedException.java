package dev.cordwood.collect;

import java.io.IOException;

/// A failure of an [Intake] that has been told in the log already; inputs need not say it again.
public class ReportedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ReportedException(String message) {
    super(message);
  }

  public ReportedException(String message, Throwable cause) {
    super(message, cause);
  }
}
