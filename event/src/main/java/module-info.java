import org.jspecify.annotations.NullMarked;

/// The log event: time, flat fields, typed values, and columnar batches of them.
@NullMarked
module dev.cordwood.event {
  requires static transitive org.jspecify;

  exports dev.cordwood.event;
}
