package dev.cordwood.collect.redact;

import java.util.List;

/// International bank account numbers: a country, its length, right check digits; single blanks
/// between groups are allowed.
final class Ibans implements Detector {
  private static final String LENGTHS =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28"
          + " EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23"
          + " IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27"
          + " MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24"
          + " SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";
  private static final ByteSet CAPITAL = ByteSet.of("A-Z");
  private static final ByteSet PART = ByteSet.of("A-Z0-9");

  @Override
  public List<Gram> grams() {
    return List.of(
        Gram.of(CAPITAL, CAPITAL, ByteSet.DIGIT).then(ByteSet.DIGIT).then(ByteSet.of("A-Z0-9 ")));
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    byte[] data = value.data;
    int length = length((char) data[at], (char) data[at + 1]);
    if (length == 0 || value.precededBy(ByteSet.WORD, at)) {
      return;
    }
    byte[] text = new byte[length];
    int count = 0;
    int end = at;
    while (end < value.to && count < length) {
      byte c = data[end];
      if (PART.contains(c)) {
        text[count++] = c;
      } else if (c != ' ' || data[end - 1] == ' ') {
        return;
      }
      end++;
    }
    boolean goesOn = end < value.to && ByteSet.WORD.contains(data[end]);
    if (count == length && !goesOn && remainder(text) == 1) {
      found.add(at, end, BuiltInRule.IBAN.ordinal());
    }
  }

  private static int length(char first, char second) {
    for (int i = 0; i < LENGTHS.length(); i += 5) {
      if (LENGTHS.charAt(i) == first && LENGTHS.charAt(i + 1) == second) {
        return (LENGTHS.charAt(i + 2) - '0') * 10 + LENGTHS.charAt(i + 3) - '0';
      }
    }
    return 0;
  }

  private static int remainder(byte[] text) {
    int rest = 0;
    for (int i = 0; i < text.length; i++) {
      byte c = text[(i + 4) % text.length];
      rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest;
  }
}
