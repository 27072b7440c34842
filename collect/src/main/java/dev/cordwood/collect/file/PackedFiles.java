package dev.cordwood.collect.file;

import dev.cordwood.collect.file.FileFinder.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Compressed files of which it is not yet known what is in them. Each is left alone until it is
/// quiet, then unpacked once to its end, and then it is either a file that was read before (wholly
/// or in part), or a new one.
final class PackedFiles implements AutoCloseable {
  /// A compressed file as it was seen.
  private static final class Case {
    Found found;
    long sinceNanos = System.nanoTime();
    Map<String, FilePosition> candidates = Map.of();
    PackedScan.@Nullable Result result;
    String failure = "";

    Case(Found found) {
      this.found = found;
    }
  }

  /// What is known of a case once it has been unpacked.
  ///
  /// @param candidates positions as they were when that began
  record Unpacked(Found found, Map<String, FilePosition> candidates, PackedScan.Result result) {}

  private final long quietNanos;
  private final Map<String, Case> cases = new LinkedHashMap<>();
  private @Nullable PackedScan scan;
  private @Nullable Case scanned;

  PackedFiles(long quietNanos) {
    this.quietNanos = quietNanos;
  }

  void retain(Set<String> keys) {
    cases.keySet().retainAll(keys);
  }

  /// It is there.
  void see(Found found) {
    FileStamp stamp = found.stamp();
    Case known = cases.get(stamp.key());
    if (known == null) {
      cases.put(stamp.key(), new Case(found));
    } else if (known.found.stamp().size() != stamp.size()
        || known.found.stamp().modified() != stamp.modified()
        || !known.found.stamp().path().equals(stamp.path())) {
      cases.put(stamp.key(), new Case(found));
    } else {
      known.found = found;
    }
  }

  /// It has been decided what it is.
  void done(String key) {
    cases.remove(key);
  }

  /// What was found out is no longer so.
  void again(String key) {
    Case known = cases.get(key);
    if (known != null) {
      known.result = null;
    }
  }

  /// Whether a file that may have been at this path is among those that are not decided.
  boolean mayHave(Path path) {
    for (Case each : cases.values()) {
      if (each.failure.isEmpty() && RotatedName.areRelated(path, each.found.stamp().path())) {
        return true;
      }
    }
    return false;
  }

  void failures(BiConsumer<Path, String> action) {
    for (Case each : cases.values()) {
      if (!each.failure.isEmpty()) {
        action.accept(each.found.stamp().path(), each.failure);
      }
    }
  }

  /// Those that have been unpacked, by key.
  Map<String, Unpacked> unpacked() {
    Map<String, Unpacked> ready = new LinkedHashMap<>();
    cases.forEach((key, each) -> {
      PackedScan.Result result = each.result;
      if (result != null) {
        ready.put(key, new Unpacked(each.found, each.candidates, result));
      }
    });
    return ready;
  }

  /// Positions that may be places in a compressed file.
  interface Candidates {
    Map<String, FilePosition> of(Found found);
  }

  /// Unpacks a piece of one that is quiet.
  ///
  /// @return whether there is more to do right now
  boolean step(Candidates candidates) {
    PackedScan running = scan;
    Case current = scanned;
    if (running == null || current == null) {
      return begin(candidates);
    }
    if (cases.get(current.found.stamp().key()) != current) {
      end(); // it has changed meanwhile, or is gone
      return true;
    }
    try {
      running.step();
      PackedScan.Result result = running.result();
      if (result != null) {
        current.result = result;
        end();
      }
    } catch (IOException e) {
      current.failure = Packing.reason(e);
      end();
    }
    return true;
  }

  private boolean begin(Candidates candidates) {
    long now = System.nanoTime();
    for (Case each : cases.values()) {
      if (each.result != null || now - each.sinceNanos < quietNanos) {
        continue;
      }
      Found found = each.found;
      if (!each.failure.isEmpty() && !each.failure.equals(ORIGINAL)) {
        continue;
      }
      try {
        if (hasOriginal(found)) {
          each.failure = ORIGINAL;
          continue;
        }
        each.failure = "";
        each.candidates = new HashMap<>(candidates.of(found));
        scan = new PackedScan(found.stamp(), found.packing(), source(found), each.candidates);
        scanned = each;
        return true;
      } catch (IOException e) {
        each.failure = Packing.reason(e);
      }
    }
    return false;
  }

  static String source(Found found) {
    Path live = found.live();
    return (live == null ? Packing.stem(found.stamp().path()) : live).toString();
  }

  private static final String ORIGINAL =
      "compressed, and what it was made of is still beside it: that is followed instead";

  /// Whether the file that it was made of is still there.
  private static boolean hasOriginal(Found found) throws IOException {
    Path original = Packing.stem(found.stamp().path());
    if (!Files.isRegularFile(original)) {
      return false;
    }
    try (InputStream packed = found.packing().unpack(found.stamp().stream());
        InputStream plain = Files.newInputStream(original)) {
      byte[] start = packed.readNBytes(Evidence.HEAD_BYTES);
      return start.length > 0 && Arrays.equals(start, plain.readNBytes(start.length));
    } catch (IOException e) {
      if (Packing.isCutOff(e)) {
        return true; // it is just being made
      }
      throw e;
    }
  }

  private void end() {
    PackedScan running = scan;
    scan = null;
    scanned = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public void close() {
    end();
  }
}
