package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the file system says of a file. The key (device and inode) stays when the file is renamed;
/// an inode may be used again for another file once this one is gone.
///
/// @param born when the file was created, in nanoseconds since the epoch, or 0 when the file system
///   does not know: some report the time of the last change instead, so a birth that is not earlier
///   than that tells nothing
record FileStamp(Path path, String key, long inode, long size, long modified, long born) {
  private static final String KEY_PREFIX = "file:";

  static boolean isKey(String source) {
    return source.startsWith(KEY_PREFIX);
  }

  static FileStamp of(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,creationTime");
    long inode = number(attributes, "ino");
    long modified = nanos(attributes, "lastModifiedTime");
    long created = nanos(attributes, "creationTime");
    return new FileStamp(
        path,
        KEY_PREFIX + number(attributes, "dev") + ":" + inode,
        inode,
        number(attributes, "size"),
        modified,
        created < modified ? created : 0);
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static long nanos(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }
}
