package dev.cordwood.collect.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a pickle of Python, protocols 0 to 5, that holds nothing but plain data. Opcodes that
/// name, make or call anything (`GLOBAL`, `REDUCE`, `BUILD` …) are refused, so that nothing but
/// these can come out: null, [Boolean], [Long], [BigInteger], [Double], [String], `byte[]`, [List],
/// and [Map] with any of them as keys.
///
/// Follows `Lib/pickletools.py` of CPython, which documents every opcode.
public final class PickleReader {
  /// What stands on the stack for a mark; never part of what comes out.
  private enum Mark {
    MARK
  }

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int at;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final Map<Long, @Nullable Object> memo = new HashMap<>();
  private int values;

  private PickleReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    at = start;
  }

  /// @throws WireException when it is no pickle, is cut off, or holds more than plain data; names
  ///   the opcode and its place
  public static @Nullable Object read(byte[] bytes, int start, int end) throws WireException {
    return new PickleReader(bytes, start, end).read();
  }

  private @Nullable Object read() throws WireException {
    while (true) {
      int opcode = u8();
      if (opcode == '.') {
        return pop();
      }
      execute(opcode);
    }
  }

  private void execute(int opcode) throws WireException {
    switch (opcode) {
      case 0x80 -> u8(); // PROTO
      case 0x95 -> skip(8); // FRAME
      case '(' -> stack.add(Mark.MARK);
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> push(top());
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'I' -> push(decimalOrFlag(line()));
      case 'J' -> push((long) (int) little(4));
      case 'K' -> push(little(1));
      case 'M' -> push(little(2));
      case 'L' -> push(decimal(line()));
      case 0x8a -> push(big(u8()));
      case 0x8b -> push(big(length(little(4))));
      case 'F' -> push(decimalFraction(line()));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(little(8))));
      case 'S' -> push(quoted(line()));
      case 'T' -> push(text(length(little(4)), StandardCharsets.UTF_8));
      case 'U' -> push(text(u8(), StandardCharsets.UTF_8));
      case 'V' -> push(unescaped(line()));
      case 'X' -> push(text(length(little(4)), StandardCharsets.UTF_8));
      case 0x8c -> push(text(u8(), StandardCharsets.UTF_8));
      case 0x8d -> push(text(length(little(8)), StandardCharsets.UTF_8));
      case 'B' -> push(raw(length(little(4))));
      case 'C' -> push(raw(u8()));
      case 0x8e, 0x96 -> push(raw(length(little(8))));
      case ']', ')', 0x8f -> push(new ArrayList<@Nullable Object>());
      case 'a' -> {
        Object value = pop();
        list().add(value);
      }
      case 'e', 0x90 -> {
        List<@Nullable Object> items = popToMark();
        list().addAll(items);
      }
      case 'l', 't', 0x91 -> push(popToMark());
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case '}' -> push(new LinkedHashMap<@Nullable Object, @Nullable Object>());
      case 'd' -> {
        List<@Nullable Object> items = popToMark();
        push(new LinkedHashMap<@Nullable Object, @Nullable Object>());
        put(items);
      }
      case 's' -> {
        Object value = pop();
        Object key = pop();
        put(Arrays.asList(key, value));
      }
      case 'u' -> put(popToMark());
      case 'p' -> remember(index(line()));
      case 'q' -> remember(u8());
      case 'r' -> remember(little(4));
      case 0x94 -> remember(memo.size());
      case 'g' -> recall(index(line()));
      case 'h' -> recall(u8());
      case 'j' -> recall(little(4));
      default -> throw failure(refusal(opcode));
    }
  }

  private static String refusal(int opcode) {
    String name =
        switch (opcode) {
          case 'c' -> "GLOBAL";
          case 0x93 -> "STACK_GLOBAL";
          case 'R' -> "REDUCE";
          case 'b' -> "BUILD";
          case 'i' -> "INST";
          case 'o' -> "OBJ";
          case 0x81 -> "NEWOBJ";
          case 0x92 -> "NEWOBJ_EX";
          case 0x82, 0x83, 0x84 -> "EXT";
          case 'P', 'Q' -> "PERSID";
          case 0x97, 0x98 -> "BUFFER";
          default -> "";
        };
    return name.isEmpty()
        ? "0x%02x is no opcode of a pickle".formatted(opcode)
        : name + " would make an object; only plain data is taken";
  }

  private void push(@Nullable Object value) throws WireException {
    if (++values > WireLimits.MAX_VALUES) {
      throw failure("more than %d values".formatted(WireLimits.MAX_VALUES));
    }
    stack.add(value);
  }

  private @Nullable Object top() throws WireException {
    if (stack.isEmpty() || stack.getLast() instanceof Mark) {
      throw failure("nothing is on the stack");
    }
    return stack.getLast();
  }

  private @Nullable Object pop() throws WireException {
    Object value = top();
    stack.removeLast();
    return value;
  }

  private List<@Nullable Object> popToMark() throws WireException {
    int mark = stack.lastIndexOf(Mark.MARK);
    if (mark < 0) {
      throw failure("there is no mark on the stack");
    }
    List<@Nullable Object> items = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return items;
  }

  private void tuple(int size) throws WireException {
    List<@Nullable Object> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.addFirst(pop());
    }
    push(items);
  }

  @SuppressWarnings("unchecked") // every list on the stack is one of these
  private List<@Nullable Object> list() throws WireException {
    if (top() instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    throw failure("a list was expected on the stack");
  }

  @SuppressWarnings("unchecked") // every map on the stack is one of these
  private void put(List<@Nullable Object> items) throws WireException {
    if (!(top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
      throw failure("a dict and pairs were expected on the stack");
    }
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (key instanceof List || key instanceof Map) {
        key = PlainValues.json(key); // hashing it would take as long as somebody likes
      }
      ((Map<@Nullable Object, @Nullable Object>) map).put(key, items.get(i + 1));
    }
  }

  private void remember(long index) throws WireException {
    if (memo.size() >= WireLimits.MAX_MEMO) {
      throw failure("more than %d values to remember".formatted(WireLimits.MAX_MEMO));
    }
    memo.put(index, top());
  }

  private void recall(long index) throws WireException {
    if (!memo.containsKey(index)) {
      throw failure("value %d was not put down before".formatted(index));
    }
    push(memo.get(index));
  }

  private int u8() throws WireException {
    if (at >= end) {
      throw failure("it ends too early");
    }
    return bytes[at++] & 0xff;
  }

  private void skip(int count) throws WireException {
    if (count > end - at) {
      throw failure("it ends too early");
    }
    at += count;
  }

  private long little(int count) throws WireException {
    int from = at;
    skip(count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | bytes[from + i] & 0xff;
    }
    return value;
  }

  private int length(long length) throws WireException {
    if (length < 0 || length > end - at) {
      throw failure("it ends too early");
    }
    return (int) length;
  }

  private String text(int length, java.nio.charset.Charset charset) throws WireException {
    int from = at;
    skip(length);
    return new String(bytes, from, length, charset);
  }

  private byte[] raw(int length) throws WireException {
    int from = at;
    skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  private String line() throws WireException {
    int from = at;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    if (at == end) {
      throw failure("it ends too early");
    }
    return new String(bytes, from, at++ - from, StandardCharsets.ISO_8859_1);
  }

  private Object big(int length) throws WireException {
    if (length == 0) {
      return 0L;
    }
    byte[] little = raw(length);
    if (length > WireLimits.MAX_NUMBER_DIGITS) {
      throw failure("a number of %d bytes".formatted(length));
    }
    for (int i = 0; i < length / 2; i++) {
      byte swapped = little[i];
      little[i] = little[length - 1 - i];
      little[length - 1 - i] = swapped;
    }
    return small(new BigInteger(little));
  }

  private static Object small(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private Object decimalOrFlag(String text) throws WireException {
    return switch (text) {
      case "00" -> false;
      case "01" -> true;
      default -> decimal(text);
    };
  }

  private Object decimal(String text) throws WireException {
    String digits = text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
    if (digits.length() > WireLimits.MAX_NUMBER_DIGITS) {
      throw failure("a number of %d digits".formatted(digits.length()));
    }
    try {
      return small(new BigInteger(digits.strip()));
    } catch (NumberFormatException e) {
      throw failure("'%s' is no whole number".formatted(shown(text)));
    }
  }

  private Object decimalFraction(String text) throws WireException {
    if (text.length() > WireLimits.MAX_NUMBER_DIGITS) {
      throw failure("a number of %d digits".formatted(text.length()));
    }
    return switch (text.strip()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
          throw failure("'%s' is no number".formatted(shown(text)));
        }
      }
    };
  }

  private long index(String text) throws WireException {
    return decimal(text) instanceof Long index ? index : -1L;
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /// A string as Python writes it down: in quotes, with escapes.
  private String quoted(String text) throws WireException {
    String stripped = text.strip();
    int last = stripped.length() - 1;
    if (last < 1
        || (stripped.charAt(0) != '\'' && stripped.charAt(0) != '"')
        || stripped.charAt(last) != stripped.charAt(0)) {
      throw failure("a string without quotes");
    }
    return unescaped(stripped.substring(1, last));
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escape = text.charAt(++i);
      int digits =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      if (digits > 0) {
        i = appendCodePoint(text, i + 1, digits, escape, out);
      } else {
        out.append(
            switch (escape) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escape;
            });
      }
    }
    return out.toString();
  }

  /// @return the index of the last character that was taken
  private static int appendCodePoint(
      String text, int from, int digits, char escape, StringBuilder out) {
    int point = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0 || point > Character.MAX_CODE_POINT) {
        out.append('\\').append(escape);
        return from - 1;
      }
      point = point << 4 | digit;
    }
    out.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xFFFD);
    return from + digits - 1;
  }

  private WireException failure(String what) {
    return new WireException(
        "not a pickle of plain data: at byte %d: %s".formatted(at - start, what));
  }
}
