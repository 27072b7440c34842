package dev.cordwood.query.regex;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Classes that go by a name: `\d`, `[:alpha:]`, `\p{Greek}`.
final class NamedClasses {
  static final CodePoints DIGIT = CodePoints.range('0', '9');
  static final CodePoints WORD =
      new CodePoints.Builder().add('0', '9').add('A', 'Z').add('a', 'z').add('_', '_').build();
  static final CodePoints SPACE = CodePoints.of('\t', '\n', '\f', '\r', ' ');

  private static final Map<String, CodePoints> POSIX =
      Map.ofEntries(
          Map.entry("alnum", ascii(Character::isLetterOrDigit)),
          Map.entry("alpha", ascii(Character::isLetter)),
          Map.entry("ascii", CodePoints.range(0, 0x7F)),
          Map.entry("blank", CodePoints.of('\t', ' ')),
          Map.entry("cntrl", ascii(Character::isISOControl)),
          Map.entry("digit", DIGIT),
          Map.entry("graph", CodePoints.range('!', '~')),
          Map.entry("lower", CodePoints.range('a', 'z')),
          Map.entry("print", CodePoints.range(' ', '~')),
          Map.entry("punct", ascii(c -> c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c))),
          Map.entry("space", CodePoints.of('\t', '\n', 0x0B, '\f', '\r', ' ')),
          Map.entry("upper", CodePoints.range('A', 'Z')),
          Map.entry("word", WORD),
          Map.entry(
              "xdigit",
              new CodePoints.Builder().add('0', '9').add('A', 'F').add('a', 'f').build()));

  private static final String[] CATEGORIES = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc",
    "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
  };

  private static final Map<String, CodePoints> UNICODE = new ConcurrentHashMap<>();

  private NamedClasses() {}

  private static CodePoints ascii(IntPredicate member) {
    return where(member, 0x7F);
  }

  private static CodePoints where(IntPredicate member, int last) {
    CodePoints.Builder builder = new CodePoints.Builder();
    int from = -1;
    for (int point = 0; point <= last + 1; point++) {
      boolean in = point <= last && member.test(point);
      if (in && from < 0) {
        from = point;
      } else if (!in && from >= 0) {
        builder.add(from, point - 1);
        from = -1;
      }
    }
    return builder.build();
  }

  static @Nullable CodePoints posix(String name) {
    return POSIX.get(name);
  }

  /// A general category (`L`, `Lu`), a script (`Greek`) or `Any`.
  static @Nullable CodePoints unicode(String name) {
    CodePoints known = UNICODE.get(name);
    if (known != null) {
      return known;
    }
    IntPredicate member = member(name);
    if (member == null) {
      return null;
    }
    CodePoints found = where(member, CodePoints.MAX);
    UNICODE.put(name, found);
    return found;
  }

  private static @Nullable IntPredicate member(String name) {
    if (name.equals("Any")) {
      return point -> true;
    }
    if (name.length() == 1 && "CLMNPSZ".contains(name)) {
      return point -> {
        String category = CATEGORIES[Character.getType(point)];
        return category.startsWith(name) && !category.equals("Cn");
      };
    }
    for (String category : CATEGORIES) {
      if (category.equals(name) && !name.isEmpty() && !name.equals("Cn")) {
        return point -> CATEGORIES[Character.getType(point)].equals(name);
      }
    }
    try {
      Character.UnicodeScript script =
          Character.UnicodeScript.valueOf(name.toUpperCase(Locale.ROOT));
      return point -> Character.UnicodeScript.of(point) == script;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
