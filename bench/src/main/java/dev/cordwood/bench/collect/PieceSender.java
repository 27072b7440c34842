package dev.cordwood.bench.collect;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// One connection, which does as little as it can: what it sends was encoded before.
sealed interface PieceSender {
  /// Returns when all is sent, and answered where there are answers.
  void send(List<Piece> pieces) throws IOException;

  /// A TCP connection.
  record Tcp(InetSocketAddress address) implements PieceSender {
    @Override
    public void send(List<Piece> pieces) throws IOException {
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        for (Piece piece : pieces) {
          out.write(piece.bytes());
          byte[] answer = in.readNBytes(piece.answer().length);
          if (!Arrays.equals(answer, piece.answer())) {
            throw new IOException(
                "the server answered '%s'".formatted(new String(answer, StandardCharsets.UTF_8)));
          }
        }
      }
    }
  }

  /// A connection of HTTP that is kept alive.
  record Http(InetSocketAddress address, Input.Target.Http target) implements PieceSender {
    @Override
    public void send(List<Piece> pieces) throws IOException {
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        for (Piece piece : pieces) {
          out.write(head(piece.bytes().length));
          out.write(piece.bytes());
          answer(in);
        }
      }
    }

    private byte[] head(int length) {
      return "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
          .formatted(target.path(), address.getPort(), target.contentType(), length)
          .getBytes(StandardCharsets.US_ASCII);
    }

    private static void answer(InputStream in) throws IOException {
      String status = line(in);
      int length = 0;
      boolean chunked = false;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
      }
      StringBuilder body = new StringBuilder(text(in, length));
      while (chunked) {
        int chunk = Integer.parseInt(line(in), 16);
        body.append(text(in, chunk));
        line(in);
        chunked = chunk > 0;
      }
      if (!status.startsWith("HTTP/1.1 2")) {
        throw new IOException("the server answered %s: %s".formatted(status, body));
      }
    }

    private static String text(InputStream in, int length) throws IOException {
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the server closed the connection after '%s'".formatted(line));
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }
  }

  /// A socket for datagrams.
  ///
  /// @param perSecond at most so many; what a late sender has missed is made up for in bursts of
  ///   [#BURST], and what is more than that not at all
  record Udp(InetSocketAddress address, double perSecond) implements PieceSender {
    private static final int BURST = 50;

    @Override
    public void send(List<Piece> pieces) throws IOException {
      try (DatagramChannel channel = DatagramChannel.open()) {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
        channel.connect(address);
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        double nanosEach = 1e9 / perSecond;
        double due = System.nanoTime();
        for (Piece piece : pieces) {
          due = Math.max(due + nanosEach, System.nanoTime() - BURST * nanosEach);
          while (due > System.nanoTime()) {
            LockSupport.parkNanos(50_000);
          }
          channel.write(buffer.clear().put(piece.bytes()).flip());
        }
      }
    }
  }
}
