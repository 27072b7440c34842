package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads the lines in the resource `samples/<id>.txt` of each format, in order, with one instance.
/// A line is followed by what [Reading] makes of it, indented by four blanks.
class TextFormatSamplesTest {
  record Sample(String line, String expected) {
    boolean fits() {
      return !expected.equals("no");
    }
  }

  static List<String> ids() {
    return TextFormats.ids();
  }

  static List<Sample> samples(String id) throws IOException {
    try (InputStream in =
        TextFormatSamplesTest.class.getResourceAsStream("samples/" + id + ".txt")) {
      assertThat(in).as("samples of %s", id).isNotNull();
      List<Sample> samples = new ArrayList<>();
      String line = null;
      for (String each : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (each.startsWith("    ") && line != null) {
          samples.add(new Sample(line, decoded(each.strip())));
          line = null;
        } else if (!each.isEmpty()) {
          assertThat(line).as("a line without what is expected of it").isNull();
          line = decoded(each);
        }
      }
      return samples;
    }
  }

  /// Control characters are written as their pictures: `␤` for LF, `␉` for a tab.
  private static String decoded(String text) {
    return text.replace('␤', '\n').replace('␉', '\t').replace('␖', '\u0016').replace("␢", "");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void readsItsSamples(String id) throws IOException {
    Reading reading = new Reading(id);
    List<Sample> samples = samples(id);
    SoftAssertions all = new SoftAssertions();
    for (Sample sample : samples) {
      String found = reading.read(sample.line());
      all.assertThat(found.strip()).as(sample.line()).isEqualTo(sample.expected());
    }
    all.assertAll();
    assertThat(samples.stream().filter(Sample::fits).count()).as("lines").isGreaterThan(2);
    assertThat(samples.stream().filter(sample -> !sample.fits()).count())
        .as("lines of other formats")
        .isGreaterThan(1);
  }

  /// The formats stand in such an order that none takes a line from one behind it.
  @ParameterizedTest
  @MethodSource("ids")
  void noFormatBeforeItTakesItsSamples(String id) throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (Sample sample : samples(id)) {
      if (!sample.fits()) {
        continue;
      }
      for (String other : TextFormats.ids()) {
        if (other.equals(id)) {
          break;
        }
        all.assertThat(new Reading(other).read(sample.line()))
            .as("%s reads %s", other, sample.line())
            .isEqualTo("no");
      }
    }
    all.assertAll();
  }

  @Test
  void everyFormatSaysItsOwnId() {
    LineFields fields = new LineFields(new Row(IngestOptions.DEFAULTS));
    List<String> own =
        TextFormats.all(fields, ZoneOffset.UTC).stream().map(TextFormat::id).toList();
    assertThat(own).isEqualTo(TextFormats.ids()).doesNotHaveDuplicates();
  }
}
