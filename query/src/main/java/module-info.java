import org.jspecify.annotations.NullMarked;

/// LogsQL over a store: parser, plan, filters, pipes, statistics.
@NullMarked
module dev.cordwood.query {
  requires transitive dev.cordwood.event;
  requires transitive dev.cordwood.store;
  requires re2j;
  requires static transitive org.jspecify;

  exports dev.cordwood.query;
  exports dev.cordwood.query.lang;
}
