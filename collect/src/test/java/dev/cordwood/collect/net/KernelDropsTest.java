package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelDropsTest {
  private static final List<String> TABLE =
      List.of(
          "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
              + "  timeout inode ref pointer drops             ",
          "  347: 0100007F:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
              + "        0 24311 2 0000000000000000 17            ",
          "  348: 00000000:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
              + "        0 24312 2 0000000000000000 3             ");

  @Test
  void theDropsOfAPortAreRead() {
    assertThat(KernelDrops.count(TABLE, ":158A")).isEqualTo(17);
    assertThat(KernelDrops.count(TABLE, ":0202")).isEqualTo(3);
    assertThat(KernelDrops.count(TABLE, ":9999")).isZero();
    assertThat(KernelDrops.count(List.of("", "a b", "1: x:158A y"), ":158A")).isZero();
  }

  @Test
  void whatAFullSocketDropsIsSeen() throws IOException {
    try (DatagramSocket full = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        DatagramSocket sender = new DatagramSocket()) {
      full.setReceiveBufferSize(2_000);
      KernelDrops drops = new KernelDrops(full.getLocalPort());
      assertThat(drops.count()).isZero();
      for (int i = 0; i < 1_000; i++) {
        sender.send(
            new DatagramPacket(
                new byte[1_000], 1_000, full.getLocalAddress(), full.getLocalPort()));
      }
      await().until(() -> drops.count() > 0);
    }
  }
}
