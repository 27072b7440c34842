package dev.cordwood.collect.agent;

import static dev.cordwood.collect.agent.AgentReceiver.Outcome.CONFLICT;
import static dev.cordwood.collect.agent.AgentReceiver.Outcome.REPEATED;
import static dev.cordwood.collect.agent.AgentReceiver.Outcome.STORED;
import static dev.cordwood.collect.agent.AgentReceiver.Outcome.SUPERSEDED;
import static dev.cordwood.collect.agent.MessageTest.AGENT;
import static dev.cordwood.collect.agent.MessageTest.REPORT;
import static dev.cordwood.collect.agent.MessageTest.SESSION;
import static dev.cordwood.collect.agent.MessageTest.encoded;
import static dev.cordwood.collect.agent.MessageTest.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.store.MalformedBatchException;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreFullException;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentReceiverTest {
  @TempDir private Path directory;
  private Store store;
  private AgentReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory, new StoreOptions().reserveBytes(0));
    receiver = new AgentReceiver(Intake.of(store), new IngestCounters("agent"));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private AgentReceiver.Outcome receive(byte[] bytes) throws IOException {
    MessagePrefix prefix =
        MessagePrefix.read(Arrays.copyOf(bytes, Math.min(bytes.length, MessagePrefix.BYTES)));
    return receiver.receive(
        prefix, Arrays.copyOfRange(bytes, MessagePrefix.BYTES, bytes.length), "127.0.0.1");
  }

  private AgentReceiver.Outcome move(
      String agent, String session, String from, String to, int first, int count)
      throws IOException {
    return receive(
        new Message(
                agent,
                session,
                REPORT,
                0,
                List.of(new Move("file:1:1", from, to)),
                encoded(rows(first, count)))
            .write());
  }

  private AgentReceiver.Outcome move(String from, String to, int first, int count)
      throws IOException {
    return move(AGENT, SESSION, from, to, first, count);
  }

  private List<String> lines() {
    return StoredRows.of(store, "_msg").stream()
        .map(line -> line.substring("line ".length()))
        .sorted((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)))
        .toList();
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  @Test
  void eachMessageIsStoredOnceHoweverOftenItComes() throws IOException {
    assertThat(move("", "10", 0, 10)).isEqualTo(STORED);
    assertThat(move("", "10", 0, 10)).isEqualTo(REPEATED);
    assertThat(move("10", "15", 10, 5)).isEqualTo(STORED);
    assertThat(move("10", "15", 10, 5)).isEqualTo(REPEATED);
    assertThat(move("", "10", 0, 10)).isEqualTo(CONFLICT);
    assertThat(lines()).isEqualTo(numbers(15));
    assertThat(receiver.repeated()).isEqualTo(2);
    assertThat(receiver.conflicts()).isEqualTo(1);
  }

  @Test
  void whatStartsElsewhereThanTheServerIsRefusedAndTheServerSaysWhereItIs() throws IOException {
    move("", "10", 0, 10);
    assertThat(move("12", "15", 12, 3)).isEqualTo(CONFLICT);
    assertThat(move("5", "15", 5, 10)).isEqualTo(CONFLICT);
    assertThat(Positions.read(receiver.open(AGENT, SESSION, "")))
        .isEqualTo(Map.of("file:1:1", "10"));
    assertThat(lines()).isEqualTo(numbers(10));
  }

  @Test
  void allSourcesOfAMessageMoveOrNone() throws IOException {
    move("", "10", 0, 10);
    byte[] both =
        MessageTest.message(
                List.of(new Move("file:1:1", "10", "20"), new Move("file:1:2", "5", "6")),
                encoded(rows(10, 10)))
            .write();
    assertThat(receive(both)).isEqualTo(CONFLICT);
    assertThat(Positions.read(receiver.open(AGENT, SESSION, "")))
        .isEqualTo(Map.of("file:1:1", "10"));
    assertThat(lines()).isEqualTo(numbers(10));
  }

  @Test
  void agentsDoNotMix() throws IOException {
    String other = "ffffffffffffffff";
    assertThat(move("", "10", 0, 10)).isEqualTo(STORED);
    assertThat(move(other, SESSION, "", "10", 10, 10)).isEqualTo(STORED);
    assertThat(move(other, SESSION, "10", "11", 20, 1)).isEqualTo(STORED);
    assertThat(Positions.read(receiver.open(AGENT, SESSION, ""))).containsEntry("file:1:1", "10");
    assertThat(Positions.read(receiver.open(other, SESSION, ""))).containsEntry("file:1:1", "11");
    assertThat(lines()).isEqualTo(numbers(21));
    assertThat(store.positions())
        .containsOnlyKeys("agent:" + AGENT + ":file:1:1", "agent:" + other + ":file:1:1");
  }

  @Test
  void anEmptyStateForgetsASource() throws IOException {
    move("", "10", 0, 10);
    byte[] forget =
        MessageTest.message(List.of(new Move("file:1:1", "10", "")), Message.NO_BATCH).write();
    assertThat(receive(forget)).isEqualTo(STORED);
    assertThat(receive(forget)).isEqualTo(REPEATED);
    assertThat(store.positions()).isEmpty();
  }

  @Test
  void everythingIsKnownAfterAStart() throws IOException {
    move("", "10", 0, 10);
    store.close();
    open();
    assertThat(move("", "10", 0, 10)).isEqualTo(REPEATED);
    assertThat(move("10", "12", 10, 2)).isEqualTo(STORED);
    assertThat(lines()).isEqualTo(numbers(12));
  }

  @Test
  void aLateMessageOfAnEarlierSessionIsRefused() throws IOException {
    receiver.open(AGENT, SESSION, "");
    receiver.open(AGENT, "aaaaaaaaaaaaaaaa", "");
    assertThat(move("", "10", 0, 10)).isEqualTo(SUPERSEDED);
    assertThat(move(AGENT, "aaaaaaaaaaaaaaaa", "", "10", 0, 10)).isEqualTo(STORED);
    assertThat(lines()).isEqualTo(numbers(10));
  }

  @Test
  void anAgentThatSendsNothingIsToldWhenTheServerWasSetBack() throws IOException {
    move("", "10", 0, 10);
    long right = Fingerprint.of(Map.of("file:1:1", "10"));
    assertThat(receive(heartbeat(right))).isEqualTo(STORED);
    assertThat(receive(heartbeat(Fingerprint.of(Map.of("file:1:1", "11"))))).isEqualTo(CONFLICT);
  }

  private static byte[] heartbeat(long fingerprint) {
    return new Message(AGENT, SESSION, REPORT, fingerprint, List.of(), Message.NO_BATCH).write();
  }

  @Test
  void rowsWhoseSourceDoesNotMoveAreRefusedForTheyWouldBeStoredTwice() throws IOException {
    for (List<Move> moves : List.of(List.<Move>of(), List.of(new Move("file:1:1", "", "")))) {
      byte[] bytes = MessageTest.message(moves, encoded(rows(0, 1))).write();
      assertThatThrownBy(() -> receive(bytes)).isInstanceOf(MalformedMessageException.class);
    }
    byte[] twice =
        MessageTest.message(
                List.of(new Move("a", "", "1"), new Move("a", "", "2")), encoded(rows(0, 1)))
            .write();
    assertThatThrownBy(() -> receive(twice)).hasMessageContaining("moves twice");
    assertThat(lines()).isEmpty();
    assertThat(store.positions()).isEmpty();
  }

  @Test
  void whatIsBrokenChangesNothing() throws IOException {
    move("", "10", 0, 10);
    byte[] sound =
        MessageTest.message(List.of(new Move("file:1:1", "10", "20")), encoded(rows(10, 10)))
            .write();
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = sound.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> receive(bytes))
          .as("seed %d, byte %d", seed, at)
          .isInstanceOfAny(MalformedMessageException.class, MalformedBatchException.class);
    }
    assertThat(lines()).isEqualTo(numbers(10));
    assertThat(store.positions()).isEqualTo(Map.of("agent:" + AGENT + ":file:1:1", "10"));
    assertThat(receive(sound)).isEqualTo(STORED);
  }

  @Test
  void ofManyAtTheSameTimeOneIsStored() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int step = 0; step < 30; step++) {
        String from = step == 0 ? "" : "" + step * 10;
        String to = "" + (step + 1) * 10;
        int first = step * 10;
        List<Future<AgentReceiver.Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          answers.add(threads.submit(() -> move(from, to, first, 10)));
        }
        int stored = 0;
        for (Future<AgentReceiver.Outcome> answer : answers) {
          assertThat(answer.get()).isIn(STORED, REPEATED);
          stored += answer.get() == STORED ? 1 : 0;
        }
        assertThat(stored).isEqualTo(1);
      }
    }
    assertThat(lines()).isEqualTo(numbers(300));
  }

  @Test
  void aFullStoreRefusesAndTakesTheSameMessageLater() throws IOException {
    store.close();
    store = Store.open(directory, new StoreOptions().reserveBytes(Long.MAX_VALUE / 2));
    receiver = new AgentReceiver(Intake.of(store), new IngestCounters("agent"));
    assertThatThrownBy(() -> move("", "10", 0, 10)).isInstanceOf(StoreFullException.class);
    store.close();
    open();
    assertThat(move("", "10", 0, 10)).isEqualTo(STORED);
    assertThat(lines()).isEqualTo(numbers(10));
  }

  @Test
  void agentsAreListedWithWhatTheySay() throws IOException {
    move("", "10", 0, 10);
    assertThat(receiver.agents())
        .singleElement()
        .satisfies(status -> {
          assertThat(status.id()).isEqualTo(AGENT);
          assertThat(status.address()).isEqualTo("127.0.0.1");
          assertThat(status.report()).isEqualTo(REPORT);
        });
  }

  @Test
  void agentsAreTakenUpToTheLimit() throws IOException {
    for (int i = 0; i < Limits.MAX_AGENTS; i++) {
      receiver.open("agent%08d".formatted(i), SESSION, "");
    }
    assertThatThrownBy(() -> receiver.open("onetoomany", SESSION, ""))
        .isInstanceOf(AgentReceiver.TooManyAgentsException.class);
    receiver.open("agent00000000", SESSION, ""); // those that are known go on
  }
}
