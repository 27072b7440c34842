import org.jspecify.annotations.NullMarked;

/// The dashboard's files, built by Vite and read from the class path.
@NullMarked
module dev.cordwood.dashboard {
  requires static transitive org.jspecify;

  exports dev.cordwood.dashboard;
}
