import org.jspecify.annotations.NullMarked;

/// The `cordwood` command.
@NullMarked
module dev.cordwood.cli {
  requires dev.cordwood.server;
  requires info.picocli;
  requires com.github.luben.zstd_jni;
  requires java.logging;
  requires java.net.http;
  requires static transitive org.jspecify;

  opens dev.cordwood.cli to
      info.picocli;
}
