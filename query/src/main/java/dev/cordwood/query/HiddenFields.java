package dev.cordwood.query;

import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fields that a query cannot see, neither in its filters nor in its pipes: to it, no row has them.
/// `_time`, `_stream` and what is derived from it are always seen.
///
/// @param names a name that ends in `*` stands for all that start so
public record HiddenFields(List<String> names) {
  public static final HiddenFields NONE = new HiddenFields(List.of());

  private static final List<String> ALWAYS_SEEN = List.of("_time", "_stream", "_stream_id");

  public HiddenFields {
    names = List.copyOf(names);
  }

  public boolean matches(String field) {
    for (String name : names) {
      boolean prefix = name.endsWith("*");
      if (prefix ? field.startsWith(name.substring(0, name.length() - 1)) : field.equals(name)) {
        return !ALWAYS_SEEN.contains(field);
      }
    }
    return false;
  }

  /// The snapshot without these fields; closing it closes the one given.
  Snapshot hide(Snapshot snapshot) {
    if (names.isEmpty()) {
      return snapshot;
    }
    List<Segment> segments =
        snapshot.segments().stream().<Segment>map(segment -> new Seen(segment, this)).toList();
    return new Snapshot() {
      @Override
      public List<Segment> segments() {
        return segments;
      }

      @Override
      public void close() {
        snapshot.close();
      }
    };
  }

  Block hide(Block block) {
    return names.isEmpty() ? block : new SeenBlock(block, this);
  }

  private Collection<String> seen(Collection<String> fields) {
    return fields.stream().filter(field -> !matches(field)).toList();
  }

  private record Seen(Segment segment, HiddenFields hidden) implements Segment {
    @Override
    public String name() {
      return segment.name();
    }

    @Override
    public long rows() {
      return segment.rows();
    }

    @Override
    public long minTime() {
      return segment.minTime();
    }

    @Override
    public long maxTime() {
      return segment.maxTime();
    }

    @Override
    public int blocks() {
      return segment.blocks();
    }

    @Override
    public int blockRows(int block) {
      return segment.blockRows(block);
    }

    @Override
    public long blockMinTime(int block) {
      return segment.blockMinTime(block);
    }

    @Override
    public long blockMaxTime(int block) {
      return segment.blockMaxTime(block);
    }

    @Override
    public void prune(String field, long[] tokenHashes, BitSet blocks) throws IOException {
      if (hidden.matches(field)) {
        blocks.clear();
      } else {
        segment.prune(field, tokenHashes, blocks);
      }
    }

    @Override
    public void pruneRange(String field, double min, double max, BitSet blocks) throws IOException {
      if (hidden.matches(field)) {
        blocks.clear();
      } else {
        segment.pruneRange(field, min, max, blocks);
      }
    }

    @Override
    public Collection<String> fields() throws IOException {
      return hidden.seen(segment.fields());
    }

    @Override
    public Block block(int block) throws IOException {
      return new SeenBlock(segment.block(block), hidden);
    }
  }

  private record SeenBlock(Block block, HiddenFields hidden) implements Block {
    @Override
    public int rows() {
      return block.rows();
    }

    @Override
    public long[] times() throws IOException {
      return block.times();
    }

    @Override
    public List<String> fields() throws IOException {
      return List.copyOf(hidden.seen(block.fields()));
    }

    @Override
    public @Nullable Column column(String field) throws IOException {
      return hidden.matches(field) ? null : block.column(field);
    }

    @Override
    public long decodedBytes(String field) throws IOException {
      return hidden.matches(field) ? 0 : block.decodedBytes(field);
    }
  }
}
