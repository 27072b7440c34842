package dev.cordwood.query.lang;

/// A field's name, or every field whose name starts so (`http.*`). The prefix "" stands for all.
public record FieldMatch(String name, boolean prefix) {
  public static final FieldMatch ALL = new FieldMatch("", true);

  public static FieldMatch field(String name) {
    return new FieldMatch(name, false);
  }

  public static FieldMatch startingWith(String prefix) {
    return new FieldMatch(prefix, true);
  }

  public boolean matches(String field) {
    return prefix ? field.startsWith(name) : field.equals(name);
  }

  public boolean isAll() {
    return prefix && name.isEmpty();
  }
}
