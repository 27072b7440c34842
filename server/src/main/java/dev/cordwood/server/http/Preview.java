package dev.cordwood.server.http;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.Timestamps;
import dev.cordwood.query.JsonRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The first rows of what an insert would store, as JSON with types.
final class Preview implements Consumer<EventBatch> {
  private final List<Json.Written> rows = new ArrayList<>();

  @Override
  public void accept(EventBatch batch) {
    for (int row = 0; row < batch.rows() && rows.size() < Limits.MAX_PREVIEW_ROWS; row++) {
      rows.add(new Json.Written(json(batch, row)));
    }
  }

  private static String json(EventBatch batch, int row) {
    StringBuilder out = new StringBuilder("{\"_time\":");
    JsonStrings.quote(Timestamps.format(batch.time(row)), out);
    for (EventColumn column : batch.columns()) {
      int index = column.indexOfRow(row);
      if (index >= 0) {
        out.append(',');
        JsonStrings.quote(column.name(), out);
        out.append(':');
        JsonRows.value(column.text(index), column.type(index), out);
      }
    }
    return out.append('}').toString();
  }

  List<Json.Written> rows() {
    return rows;
  }
}
