package jp.yoyo.id.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection to the server, kept open, one request at a time (RFC 9112). The JDK's own client
 * takes a fifth of the machine at a few hundred requests a second; what the client takes, the
 * server lacks.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;

  /** An answer. */
  public static final class Response {
    private final int status;
    private final List<String> headers;
    private final byte[] body;

    Response(int status, List<String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    public int status() {
      return status;
    }

    /** The first header of that name, given in lower case. */
    public Optional<String> header(String name) {
      return all(name).stream().findFirst();
    }

    /** All headers of that name, given in lower case. */
    public List<String> all(String name) {
      String start = name + ":";
      return headers.stream()
          .filter(header -> header.startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .toList();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;
  private byte[] body = new byte[64 * 1024];

  public HttpConnection(URI server) throws IOException {
    this(server, Optional.empty());
  }

  /**
   * Connects.
   *
   * @param from the address of this machine that the server sees, such as another loopback one
   */
  public HttpConnection(URI server, Optional<InetAddress> from) throws IOException {
    if (from.isPresent()) {
      socket.bind(new InetSocketAddress(from.get(), 0));
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /**
   * Sends a request and reads the answer whole.
   *
   * @param request from the request line to the end of the body
   */
  public Response exchange(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    String statusLine = line();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    List<String> headers = new ArrayList<>();
    int length = -1;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      headers.add(name + ":" + value);
      if (name.equals("content-length")) {
        length = Integer.parseInt(value);
      } else if (name.equals("transfer-encoding")) {
        chunked = value.equalsIgnoreCase("chunked");
      }
    }
    int size = 0;
    if (chunked) {
      size = chunks();
    } else if (length > 0) {
      size = fill(0, length);
    } else if (length < 0 && status != 204 && status != 304) {
      throw new IOException("An answer without a length: " + statusLine);
    }
    return new Response(status, headers, Arrays.copyOf(body, size));
  }

  private int chunks() throws IOException {
    int size = 0;
    while (true) {
      int length = Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
      if (length == 0) {
        while (!line().isEmpty()) {
          // trailers
        }
        return size;
      }
      size = fill(size, length);
      line();
    }
  }

  private int fill(int from, int length) throws IOException {
    int end = from + length;
    if (end > body.length) {
      body = Arrays.copyOf(body, Math.max(end, 2 * body.length));
    }
    int at = from;
    while (at < end) {
      if (position == limit) {
        more();
      }
      int part = Math.min(end - at, limit - position);
      System.arraycopy(buffer, position, body, at, part);
      position += part;
      at += part;
    }
    return end;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    while (true) {
      if (position == limit) {
        more();
      }
      char c = (char) (buffer[position++] & 0xff);
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append(c);
      }
    }
  }

  private void more() throws IOException {
    limit = in.read(buffer);
    position = 0;
    if (limit < 0) {
      limit = 0;
      throw new EOFException("The server closed the connection");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
