package dev.cordwood.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestOptionsTest {
  @Test
  void streamFieldsAreASortedSet() {
    assertThat(IngestOptions.DEFAULTS.withStreamFields(List.of("b", "a", "b")).streamFields())
        .containsExactly("a", "b");
  }

  @Test
  void listsNamesAndLineLengthAreBounded() {
    List<String> many = Collections.nCopies(Limits.MAX_OPTION_FIELDS, "x");
    assertThat(IngestOptions.DEFAULTS.withTimeFields(many).timeFields()).isEqualTo(many);
    List<String> tooMany = Collections.nCopies(Limits.MAX_OPTION_FIELDS + 1, "x");
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withTimeFields(tooMany))
        .hasMessage("time fields: 65 names, at most 64 are allowed");
    String longName = "n".repeat(Limits.MAX_NAME_BYTES + 1);
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withStreamFields(List.of(longName)))
        .hasMessage("stream fields: a name must have 1 to 512 bytes, not 513");
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withIgnoreFields(List.of("")))
        .hasMessageContaining("1 to 512 bytes, not 0");
    int max = Limits.MAX_CONFIGURABLE_LINE_BYTES;
    assertThat(IngestOptions.DEFAULTS.withMaxLineBytes(max).maxLineBytes()).isEqualTo(max);
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withMaxLineBytes(max + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withMaxLineBytes(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheServerMakesCannotBeGiven() {
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withExtraFields(Map.of("_stream", "{}")))
        .hasMessage("extra fields: _stream is made by the server and cannot be set");
    assertThatThrownBy(() -> IngestOptions.DEFAULTS.withDefaultField("_time", "0"))
        .hasMessageContaining("_time");
  }
}
