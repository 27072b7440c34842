package dev.cordwood.collect.file;

import java.util.Map;
import java.util.TreeMap;

/// One way in which files are written, moved and damaged while they are followed.
///
/// @param options of the follower, see [MatrixSetup]
/// @param user the number of the user that follows, 0 for that of the test
record MatrixCase(
    String name,
    Follow follow,
    WriterFile.Form form,
    Map<String, String> options,
    int user,
    Script script) {
  /// What the follower is given.
  enum Follow {
    FILE,
    FOLDER,
    /// One of the two, by chance.
    EITHER
  }

  /// Writes until the run says that it is enough.
  interface Script {
    void write(MatrixRun run) throws Exception;
  }

  static MatrixCase of(String name, Follow follow, Script script) {
    return new MatrixCase(name, follow, WriterFile.Form.PLAIN, Map.of(), 0, script);
  }

  MatrixCase with(WriterFile.Form newForm) {
    return new MatrixCase(name, follow, newForm, options, user, script);
  }

  MatrixCase with(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new MatrixCase(name, follow, form, more, user, script);
  }

  MatrixCase as(int newUser) {
    return new MatrixCase(name, follow, form, options, newUser, script);
  }

  @Override
  public String toString() {
    return name;
  }
}
