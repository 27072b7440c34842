package dev.cordwood.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP proxy on one port for a server that comes and goes on others, which cuts connections after
/// some number of bytes: in the middle of requests, and after them, so that answers are lost.
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final SplittableRandom random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile int target;
  private volatile boolean cutting = true;

  CuttingProxy(SplittableRandom random) throws IOException {
    this.random = random;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /// Where to connect to from now on; 0 for nowhere.
  void target(int port) {
    target = port;
  }

  /// Connections live as long as their ends want from now on.
  void stopCutting() {
    cutting = false;
    open.forEach(CuttingProxy::closeQuietly);
  }

  int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        long up = Long.MAX_VALUE;
        long down = Long.MAX_VALUE;
        if (cutting) {
          synchronized (random) {
            switch (random.nextInt(4)) {
              case 0 -> up = random.nextLong(1L << random.nextInt(8, 22));
              case 1 -> down = random.nextLong(1L << random.nextInt(6, 18));
              default -> up = 1_000_000 + random.nextLong(2_000_000);
            }
          }
        }
        connect(client, up, down);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void connect(Socket client, long up, long down) {
    open.add(client);
    int port = target;
    try {
      if (port == 0) {
        closeQuietly(client);
        return;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(server);
      Thread.ofVirtual().start(() -> pump(client, server, up));
      Thread.ofVirtual().start(() -> pump(server, client, down));
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private void pump(Socket from, Socket to, long most) {
    byte[] buffer = new byte[16 << 10];
    long left = most;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          return;
        }
        out.write(buffer, 0, count);
        left -= count;
      }
      cuts.incrementAndGet();
    } catch (IOException e) {
      // one of them is gone
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(CuttingProxy::closeQuietly);
  }
}
