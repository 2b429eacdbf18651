package jp.yoyo.id.facility.client;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Gets, keeps and renews the access token of a facility, and calls the API with it. One per
 * facility token, shared by all threads.
 *
 * <p>Renewal begins 60 s before the end, in the background, while the present token goes on being
 * used. Its life is counted from the request on and never read off this machine's clock: a clock
 * that is wrong does no harm. Too many requests (429), errors of the server (5xx) and lost
 * connections are tried again, up to five times in 30 s, with growing pauses and not before {@code
 * Retry-After}; a refused token is not.
 */
public final class FacilityClient implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");
  private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

  private final URI api;
  private final Transport transport;
  private final TokenExchange exchange;
  private final AccessTokens tokens;
  private final Retries retries;

  private FacilityClient(Builder builder) {
    api = directory(builder.connection.api());
    transport = new Transport(builder.proxy, builder.tls);
    exchange = new TokenExchange(builder.connection, transport, builder.limit, builder.time);
    retries = builder.retries;
    tokens = new AccessTokens(exchange, retries, builder.time);
  }

  /** With the JDK's own settings for proxies and trust. */
  public static FacilityClient of(FacilityConnection connection) {
    return builder(connection).build();
  }

  public static Builder builder(FacilityConnection connection) {
    return new Builder(connection);
  }

  /** What may be different. */
  public static final class Builder {
    private final FacilityConnection connection;
    private Optional<ProxySelector> proxy = Optional.empty();
    private Optional<SSLContext> tls = Optional.empty();
    private Duration limit = LIMIT;
    private Retries retries = Retries.DEFAULT;
    private Moment.Source time = Moment.REAL;

    private Builder(FacilityConnection connection) {
      this.connection = connection;
    }

    /** Another way out than {@code https.proxyHost} and its like say. */
    public Builder proxy(ProxySelector selector) {
      proxy = Optional.of(selector);
      return this;
    }

    /** Trust in another authority than the JDK's, or a certificate of one's own. */
    public Builder tls(SSLContext context) {
      tls = Optional.of(context);
      return this;
    }

    /** How long one attempt of an exchange may take; 10 s if nothing is said. */
    public Builder attemptLimit(Duration most) {
      limit = most;
      return this;
    }

    /** Once, for a person who waits in front of the screen. */
    public Builder withoutRetries() {
      return retries(
          new Retries(1, Duration.ZERO, Retries.DEFAULT.whole(), Retries.DEFAULT.chance()));
    }

    Builder retries(Retries others) {
      retries = others;
      return this;
    }

    Builder time(Moment.Source source) {
      time = source;
      return this;
    }

    public FacilityClient build() {
      return new FacilityClient(this);
    }
  }

  /** {@code https://host/base} and {@code https://host/base/} mean the same. */
  private static URI directory(URI base) {
    return base.getPath().endsWith("/") ? base : URI.create(base + "/");
  }

  /**
   * A valid access token: the present one, or a new one.
   *
   * @throws TokenRefusedException if the facility token is not valid (any more)
   * @throws ServiceUnavailableException if the service could not be reached, in spite of retries
   * @throws FacilityClientException for everything else that keeps the token from being had
   */
  public AccessToken accessToken() throws FacilityClientException, InterruptedException {
    return tokens.get();
  }

  /**
   * A request to the API.
   *
   * @param path below the base address, such as {@code self}
   * @throws IllegalArgumentException if it leads elsewhere
   */
  public HttpRequest.Builder request(String path) {
    URI address = api.resolve(path.startsWith("/") ? path.substring(1) : path);
    requireApi(address);
    return HttpRequest.newBuilder(address);
  }

  /**
   * Sends a request with the access token. Answered with 401, it is sent once more with a new one;
   * GET and HEAD are tried again when the service is busy.
   *
   * @param request to the API; another address is refused, as the token is for nobody else
   * @return the answer, whatever its status
   */
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws FacilityClientException, InterruptedException {
    requireApi(request.uri());
    AccessToken token = tokens.get();
    HttpResponse<T> response = withToken(request, handler, token);
    if (response.statusCode() == 401) {
      tokens.discard(token);
      response = withToken(request, handler, tokens.get());
    }
    return response;
  }

  private <T> HttpResponse<T> withToken(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, AccessToken token)
      throws FacilityClientException, InterruptedException {
    HttpRequest authorized = authorized(request, token);
    Duration limit = request.timeout().orElse(CALL_LIMIT);
    if (!REPEATABLE.contains(request.method())) {
      return transport.send(authorized, handler, limit);
    }
    AtomicReference<@Nullable HttpResponse<T>> last = new AtomicReference<>();
    try {
      return retries.run(
          left -> {
            last.set(null);
            HttpResponse<T> response = transport.send(authorized, handler, shorter(limit, left));
            if (BUSY.contains(response.statusCode())) {
              last.set(response);
              throw busy(response);
            }
            return response;
          });
    } catch (ServiceUnavailableException e) {
      HttpResponse<T> answer = last.get();
      if (answer != null) {
        return answer;
      }
      throw e;
    }
  }

  private static ServiceUnavailableException busy(HttpResponse<?> response) {
    return new ServiceUnavailableException(
        Message.of("unavailable.status", Transport.address(response.uri()), response.statusCode()),
        Answer.retryAfter(response.headers(), Instant.now()),
        null);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static HttpRequest authorized(HttpRequest request, AccessToken token) {
    return HttpRequest.newBuilder(
            request, (name, value) -> !name.toLowerCase(Locale.ROOT).equals("authorization"))
        .header("Authorization", "Bearer " + token.value())
        .build();
  }

  private void requireApi(URI address) {
    URI plain = address.normalize();
    boolean same =
        api.getScheme().equalsIgnoreCase(plain.getScheme())
            && api.getRawAuthority().equalsIgnoreCase(plain.getRawAuthority())
            && plain.getRawPath().startsWith(api.getRawPath());
    if (!same) {
      throw new IllegalArgumentException("The address is not one of the API " + api);
    }
  }

  /**
   * How far this machine's clock is ahead of the server's, by the {@code Date} of the last
   * exchange; negative if behind. More than a minute is worth telling somebody.
   */
  public Optional<Duration> clockSkew() {
    return exchange.clockSkew();
  }

  @Override
  public void close() {
    tokens.close();
  }
}
