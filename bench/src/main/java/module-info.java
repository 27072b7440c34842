import org.jspecify.annotations.NullMarked;

/// Comparisons with peers, one command each.
@NullMarked
module dev.cordwood.bench {
  requires com.fasterxml.jackson.core;
  requires dev.cordwood.collect;
  requires dev.cordwood.event;
  requires dev.cordwood.store;
  requires dev.cordwood.query;
  requires dev.cordwood.server;
  requires java.management;
  requires java.net.http;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires jdk.management;
  requires org.apache.lucene.core;
  requires static transitive org.jspecify;
}
