import org.jspecify.annotations.NullMarked;

/// Comparisons with peers, one command each.
@NullMarked
module dev.cordwood.bench {
  requires dev.cordwood.event;
  requires dev.cordwood.store;
  requires dev.cordwood.query;
  requires static transitive org.jspecify;
}
