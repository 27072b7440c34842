package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Waits, and hears from the file system what changes meanwhile. Only a hint: it may miss anything,
/// and on some file systems it hears nothing at all.
final class ChangeWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());
  private static final int MAX_FOLDERS = 1_000;
  private static final int GULP_MILLIS = 10;

  private final @Nullable WatchService service;
  private final Map<Path, WatchKey> watched = new HashMap<>();

  ChangeWatch() {
    WatchService opened = null;
    try {
      opened = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "no notice of changed files: " + e.getMessage());
    }
    service = opened;
  }

  /// Waits so long at most, and shorter when something happens.
  ///
  /// @param written is told the paths of files that were written to
  /// @return whether files came or went
  boolean await(long millis, Consumer<Path> written) throws InterruptedException {
    WatchService open = service;
    if (open == null) {
      TimeUnit.MILLISECONDS.sleep(millis);
      return false;
    }
    WatchKey key = open.poll(millis, TimeUnit.MILLISECONDS);
    if (key == null) {
      return false;
    }
    if (millis > 0) {
      TimeUnit.MILLISECONDS.sleep(GULP_MILLIS); // a busy writer reports without end
    }
    boolean moved = false;
    while (key != null) {
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY)
            && event.context() instanceof Path name
            && key.watchable() instanceof Path folder) {
          written.accept(folder.resolve(name));
        } else {
          moved = true;
        }
      }
      key.reset();
      key = open.poll();
    }
    return moved;
  }

  void watch(Set<Path> folders) {
    WatchService open = service;
    if (open == null) {
      return;
    }
    watched
        .entrySet()
        .removeIf(each -> {
          boolean gone = !each.getValue().isValid() || !folders.contains(each.getKey());
          if (gone) {
            each.getValue().cancel();
          }
          return gone;
        });
    for (Path folder : folders) {
      if (watched.size() < MAX_FOLDERS && !watched.containsKey(folder)) {
        try {
          watched.put(
              folder,
              folder.register(
                  open,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
          // polling finds the changes too, a little later
        }
      }
    }
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        // nothing depends on it any more
      }
    }
  }
}
