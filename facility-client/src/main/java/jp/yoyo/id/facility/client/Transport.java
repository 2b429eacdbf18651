package jp.yoyo.id.facility.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests over the JDK's client, with a limit of time for all of it and errors that say something.
 */
final class Transport {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient http;

  /**
   * @param tls the JDK's own trust if there is none
   */
  Transport(Optional<ProxySelector> proxy, Optional<SSLContext> tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // A token goes where the settings say, and nowhere that an answer says.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    proxy.ifPresent(builder::proxy);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /**
   * Sends and waits for the whole answer. The JDK's own limit ends with the headers: a body that
   * never ends would hold the caller for ever.
   */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration limit)
      throws FacilityClientException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
    try {
      return answer.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ServiceUnavailableException(
          Message.of("unavailable.timeout", address(request.uri()), limit.toSeconds()), null, e);
    } catch (ExecutionException e) {
      throw failed(request.uri(), e.getCause());
    }
  }

  private static FacilityClientException failed(URI uri, @Nullable Throwable cause) {
    String address = address(uri);
    if (isDueTo(SSLException.class, cause)) {
      return new TlsFailedException(Message.of("tls", address), cause);
    }
    if (isDueTo(UnknownHostException.class, cause)
        || isDueTo(UnresolvedAddressException.class, cause)) {
      return unavailable(Message.of("unavailable.host", uri.getHost()), cause);
    }
    if (isDueTo(Answer.TooLongException.class, cause)) {
      return new UnexpectedAnswerException(Message.of("unexpected.long", address), cause);
    }
    if (isDueTo(ConnectException.class, cause)
        || isDueTo(HttpConnectTimeoutException.class, cause)) {
      return unavailable(Message.of("unavailable.connect", address), cause);
    }
    if (isDueTo(HttpTimeoutException.class, cause)) {
      return unavailable(Message.of("unavailable.slow", address), cause);
    }
    if (cause instanceof IOException) {
      return unavailable(Message.of("unavailable.broken", address), cause);
    }
    throw new IllegalStateException("The request could not be sent", cause);
  }

  private static boolean isDueTo(Class<? extends Throwable> type, @Nullable Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static ServiceUnavailableException unavailable(
      Message message, @Nullable Throwable cause) {
    return new ServiceUnavailableException(message, null, cause);
  }

  /** Host and port, for people. */
  static String address(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
