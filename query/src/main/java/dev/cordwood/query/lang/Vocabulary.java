package dev.cordwood.query.lang;

import java.util.List;

/// What the data has, for [Completions]. Answers are best effort and may be empty.
public interface Vocabulary {
  Vocabulary EMPTY =
      new Vocabulary() {
        @Override
        public List<String> fields(String typed, int limit) {
          return List.of();
        }

        @Override
        public List<String> values(String field, String typed, int limit) {
          return List.of();
        }
      };

  /// Names of fields with this text in them, in any case, the more common first.
  List<String> fields(String typed, int limit);

  /// Values of a field with this text in them, in any case, the more common first.
  List<String> values(String field, String typed, int limit);
}
