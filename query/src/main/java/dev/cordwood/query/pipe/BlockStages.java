package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.RowsBuilder;
import dev.cordwood.query.scan.BlockRows;
import java.util.concurrent.atomic.LongAdder;

/// `blocks_count` and `block_stats`: about the stored blocks in which rows were found. They see one
/// batch a block, so they must come before any pipe that puts rows together anew.
final class BlockStages {
  private BlockStages() {}

  private static BlockRows block(Rows rows, String pipe) {
    if (rows instanceof BlockRows block) {
      return block;
    }
    throw new QueryException(
        "`" + pipe + "` is about stored blocks: it has to be the first pipe of a query", -1, "");
  }

  static Stage count(String name, QueryContext context, Stage next) {
    LongAdder blocks = new LongAdder();
    return new Stage() {
      @Override
      public void accept(int worker, Rows rows) {
        context.check();
        if (block(rows, "blocks_count").size() > 0) {
          blocks.increment();
        }
      }

      @Override
      public boolean wantsMore() {
        return next.wantsMore();
      }

      @Override
      public void finish() {
        RowsBuilder rows = new RowsBuilder();
        rows.set(name, blocks.sum()).endRow();
        next.accept(0, rows.take());
        next.finish();
      }
    };
  }

  /// A row for each field of each block, handed on block by block.
  static Stage stats(QueryContext context, Stage next) {
    return new Stage() {
      @Override
      public void accept(int worker, Rows rows) {
        context.check();
        RowsBuilder found = new RowsBuilder();
        for (BlockRows.FieldStats each : block(rows, "block_stats").fieldStats()) {
          found
              .set("field", each.field())
              .set("type", each.shape())
              .set("rows", each.rows())
              .set("values_bytes", each.decodedBytes());
          if (each.distinct() >= 0) {
            found.set("dict_items", each.distinct());
          }
          found.endRow();
          if (found.size() == RowsBuilder.BATCH) {
            next.accept(worker, found.take());
          }
        }
        if (found.size() > 0) {
          next.accept(worker, found.take());
        }
      }

      @Override
      public boolean wantsMore() {
        return next.wantsMore();
      }

      @Override
      public void finish() {
        next.finish();
      }
    };
  }
}
