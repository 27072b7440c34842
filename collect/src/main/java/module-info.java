import org.jspecify.annotations.NullMarked;

/// How lines come in: files that are followed, listeners, wire formats, the formats of lines, and
/// what is done to every row before it is stored.
@NullMarked
module dev.cordwood.collect {
  requires transitive dev.cordwood.event;
  requires transitive dev.cordwood.store;
  requires com.github.luben.zstd_jni;
  requires org.apache.commons.compress;
  requires org.tukaani.xz;
  requires java.net.http;
  requires re2j;
  requires static transitive org.jspecify;

  exports dev.cordwood.collect;
  exports dev.cordwood.collect.agent;
  exports dev.cordwood.collect.command;
  exports dev.cordwood.collect.file;
  exports dev.cordwood.collect.format;
  exports dev.cordwood.collect.net;
  exports dev.cordwood.collect.redact;
  exports dev.cordwood.collect.wire;
  exports dev.cordwood.collect.tls;
}
