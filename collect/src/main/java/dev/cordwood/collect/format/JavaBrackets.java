package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// The brackets of a line of a Java program that are neither time, level nor logger: the thread,
/// and with Spring Boot the application before and the trace after it.
final class JavaBrackets {
  private static final int MAX = 3;

  private final FieldName application;
  private final FieldName context;
  private final FieldName thread;
  private final FieldName trace;
  private final FieldName node;
  private final int[] from = new int[MAX];
  private final int[] to = new int[MAX];
  private byte[] line = {};
  private int size;

  JavaBrackets(LineFields fields) {
    application = fields.name("application");
    context = fields.name("context");
    thread = fields.name("thread");
    trace = fields.name("trace");
    node = fields.name("node");
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Takes what stands in a bracket; false when there were too many.
  boolean take(int start, int end, byte[] bytes) {
    if (size == MAX) {
      return false;
    }
    line = bytes;
    from[size] = start;
    to[size] = end;
    size++;
    return true;
  }

  void addNode(Cursor cursor, LineFields fields) {
    if (cursor.enclosed('[', ']')) {
      cursor.addText(fields, node);
      cursor.skip(' ');
    }
  }

  /// @param isSpring whether what stands before the thread is the application
  /// @return whether there was a thread
  boolean add(LineFields fields, boolean isSpring) {
    if (size == 0) {
      return false;
    }
    boolean isTraced = size > 1 && isTrace(size - 1);
    int threadIndex = size == 1 || (size == 2 && isTraced) ? 0 : 1;
    if (threadIndex == 1) {
      put(fields, isSpring ? application : context, 0);
    }
    put(fields, thread, threadIndex);
    if (threadIndex + 1 < size) {
      put(fields, trace, threadIndex + 1);
    }
    return true;
  }

  private void put(LineFields fields, FieldName name, int index) {
    if (to[index] > from[index]) {
      fields.text(name, line, from[index], to[index]);
    }
  }

  /// Identifiers of trace and span, `803b448a0489f84084905d3093480352-3425f23bb2432450`.
  private boolean isTrace(int index) {
    for (int i = from[index]; i < to[index]; i++) {
      if (line[i] != '-' && line[i] != ',' && DecodedText.hex(line, i, to[index], 1) < 0) {
        return false;
      }
    }
    return to[index] - from[index] >= 16 || to[index] == from[index];
  }
}
