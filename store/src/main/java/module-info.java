import org.jspecify.annotations.NullMarked;

/// The embedded store: write-ahead log, columnar blocks, immutable parts, token filter, merges,
/// retention.
@NullMarked
module dev.cordwood.store {
  requires transitive dev.cordwood.event;
  requires com.github.luben.zstd_jni;
  requires static transitive org.jspecify;

  exports dev.cordwood.store;
}
