package dev.cordwood.collect.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the file system says of a file. The key (device and inode) stays when the file is renamed;
/// an inode may be used again for another file once this one is gone.
///
/// @param size on the disk
/// @param born when the file was created, in nanoseconds since the epoch, or 0 when the file system
///   does not know: some report the time of the last change instead, so a birth that is not earlier
///   than that tells nothing
record FileStamp(Path path, String key, long inode, long size, long modified, long born) {
  private static final String KEY_PREFIX = "file:";
  private static final char ORPHAN = '~';
  private static final String ATTRIBUTES = "unix:mode,dev,ino,size,lastModifiedTime,creationTime";
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  /// What stands at a path.
  ///
  /// @param stamp of a file, also when it was reached by a symbolic link; else null
  record Entry(boolean isFolder, boolean isLink, @Nullable FileStamp stamp) {}

  /// How something at the path is opened.
  interface Opening<T extends Closeable> {
    T open() throws IOException;
  }

  /// Opens what is at the path, when that is this file. Numbered files may all be renamed at any
  /// moment, and then the path leads to the file that was rotated next.
  ///
  /// @throws IOException also when the path leads to another file now
  <T extends Closeable> T open(Opening<T> opening) throws IOException {
    requireHere();
    T opened = opening.open();
    try {
      requireHere();
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// As [#open], from its beginning.
  InputStream stream() throws IOException {
    return open(() -> Files.newInputStream(path));
  }

  private void requireHere() throws IOException {
    if (!of(path).key.equals(key)) {
      throw new IOException(path + " was replaced while it was opened");
    }
  }

  static boolean isKey(String source) {
    return source.startsWith(KEY_PREFIX);
  }

  /// The key of a position whose file is not known by device and inode any more, because another
  /// one has these.
  String orphanKey(long number) {
    return key + ORPHAN + number;
  }

  /// The key that an orphan's file had.
  static String formerKey(String key) {
    int mark = key.indexOf(ORPHAN);
    return mark < 0 ? key : key.substring(0, mark);
  }

  static boolean isOrphanKey(String key) {
    return key.indexOf(ORPHAN) >= 0;
  }

  /// The device of a key.
  static String device(String key) {
    return key.substring(KEY_PREFIX.length(), key.indexOf(':', KEY_PREFIX.length()));
  }

  /// The device that a path is on.
  static String deviceOf(Path path) throws IOException {
    return String.valueOf(Files.getAttribute(path, "unix:dev"));
  }

  static FileStamp of(Path path) throws IOException {
    return of(path, Files.readAttributes(path, ATTRIBUTES));
  }

  /// Follows a link to a file, not one to a folder.
  ///
  /// @throws NoSuchFileException also for a link to nowhere
  static Entry look(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int type = (int) number(attributes, "mode") & TYPE;
    if (type == LINK) {
      attributes = Files.readAttributes(path, ATTRIBUTES);
      boolean isFile = ((int) number(attributes, "mode") & TYPE) == REGULAR;
      return new Entry(false, true, isFile ? of(path, attributes) : null);
    }
    return new Entry(type == FOLDER, false, type == REGULAR ? of(path, attributes) : null);
  }

  private static FileStamp of(Path path, Map<String, Object> attributes) {
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

  FileStamp at(Path other) {
    return new FileStamp(other, key, inode, size, modified, born);
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static long nanos(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }
}
