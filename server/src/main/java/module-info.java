import org.jspecify.annotations.NullMarked;

/// Configuration, listeners, HTTP API and the wiring of everything that runs in one process.
@NullMarked
module dev.cordwood.server {
  requires transitive dev.cordwood.event;
  requires transitive dev.cordwood.store;
  requires transitive dev.cordwood.collect;
  requires transitive dev.cordwood.query;
  requires dev.cordwood.dashboard;
  requires io.helidon.common.buffers;
  requires io.helidon.common.concurrency.limits;
  requires io.helidon.common.socket;
  requires io.helidon.common.tls;
  requires io.helidon.http;
  requires io.helidon.http.encoding;
  requires io.helidon.webserver;
  requires java.management;
  requires org.yaml.snakeyaml;
  requires com.github.luben.zstd_jni;
  requires static transitive org.jspecify;

  exports dev.cordwood.server;
  exports dev.cordwood.server.config;
}
