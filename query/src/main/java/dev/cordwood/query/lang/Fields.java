package dev.cordwood.query.lang;

/// Fields with a meaning of their own.
public final class Fields {
  public static final String TIME = "_time";
  public static final String MESSAGE = "_msg";
  public static final String STREAM = "_stream";
  public static final String STREAM_ID = "_stream_id";

  private Fields() {}
}
