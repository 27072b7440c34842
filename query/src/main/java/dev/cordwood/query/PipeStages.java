package dev.cordwood.query;

import dev.cordwood.query.lang.FieldPipe;
import dev.cordwood.query.lang.Pipe;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.StatsPipe;
import dev.cordwood.query.lang.TransformPipe;
import java.util.List;

/// The stages of pipes.
final class PipeStages {
  private PipeStages() {}

  static Stage chain(List<Pipe> pipes, Stage end) {
    for (Pipe pipe : pipes) {
      switch (pipe) {
        case SelectPipe select -> throw new QueryException("no pipe " + select, -1, "");
        case FieldPipe fields -> throw new QueryException("no pipe " + fields, -1, "");
        case TransformPipe transform -> throw new QueryException("no pipe " + transform, -1, "");
        case StatsPipe stats -> throw new QueryException("no pipe " + stats, -1, "");
      }
    }
    return end;
  }
}
