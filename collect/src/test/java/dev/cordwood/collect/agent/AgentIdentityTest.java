package dev.cordwood.collect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentIdentityTest {
  @TempDir private Path directory;

  private static String id(Path directory, Path machine) throws IOException {
    try (AgentIdentity identity = AgentIdentity.open(directory, machine)) {
      return identity.id();
    }
  }

  @Test
  void theIdStaysAndIsAnothersNowhereElse() throws IOException {
    Path none = directory.resolve("none");
    String id = id(directory.resolve("a"), none);
    assertThat(AgentProtocol.isId(id)).isTrue();
    assertThat(id(directory.resolve("a"), none)).isEqualTo(id);
    assertThat(id(directory.resolve("b"), none)).isNotEqualTo(id);
  }

  @Test
  void aCopyOnAnotherMachineBecomesAnAgentOfItsOwn() throws IOException {
    Path machine = Files.writeString(directory.resolve("machine-id"), "one\n");
    Path state = directory.resolve("state");
    String id = id(state, machine);
    assertThat(id(state, machine)).isEqualTo(id);
    Files.writeString(machine, "two\n");
    String other = id(state, machine);
    assertThat(other).isNotEqualTo(id);
    assertThat(id(state, machine)).isEqualTo(other);
    assertThat(Files.readString(state.resolve("agent-id"))).doesNotContain("two");
  }

  /// As in a container, where the machine's id may be missing at times.
  @Test
  void aMachineWithoutIdKeepsTheAgent() throws IOException {
    Path machine = Files.writeString(directory.resolve("machine-id"), "one\n");
    Path state = directory.resolve("state");
    String id = id(state, machine);
    assertThat(id(state, directory.resolve("none"))).isEqualTo(id);
  }

  @Test
  void twoAgentsCannotRunWithTheSameState() throws IOException {
    try (AgentIdentity first = AgentIdentity.open(directory)) {
      assertThatThrownBy(() -> AgentIdentity.open(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another agent runs with this directory")
          .hasMessageContaining("--state");
      assertThat(first.id()).isNotEmpty();
    }
    AgentIdentity.open(directory).close();
  }

  @Test
  void aDamagedIdIsNotReplacedSilently() throws IOException {
    Files.writeString(directory.resolve("agent-id"), "");
    assertThatThrownBy(() -> AgentIdentity.open(directory))
        .hasMessageContaining("agent-id is damaged")
        .hasMessageContaining("sends its files again");
  }
}
