package jp.yoyo.id.facility.client;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Facility token for access token at the token endpoint (RFC 6749, section 4.5), once. */
final class TokenExchange {

  static final String GRANT_TYPE = "urn:yoyo:params:oauth:grant-type:facility-token";

  /** Nobody hands out more; a larger number is a mistake, and would keep a dead token in use. */
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(86_400);

  private final FacilityConnection connection;
  private final Transport transport;
  private final Duration attemptLimit;
  private final Moment.Source time;
  private volatile Optional<Duration> clockSkew = Optional.empty();

  TokenExchange(
      FacilityConnection connection,
      Transport transport,
      Duration attemptLimit,
      Moment.Source time) {
    this.connection = connection;
    this.transport = transport;
    this.attemptLimit = attemptLimit;
    this.time = time;
  }

  /** How far this machine's clock is ahead of the server's, by the last answer. */
  Optional<Duration> clockSkew() {
    return clockSkew;
  }

  AccessToken attempt(Duration left) throws FacilityClientException, InterruptedException {
    String form =
        "grant_type="
            + encoded(GRANT_TYPE)
            + "&client_id="
            + encoded(connection.clientId())
            + "&facility_token="
            + connection.facilityToken().reveal();
    HttpRequest request =
        HttpRequest.newBuilder(connection.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.US_ASCII))
            .build();
    Moment asked = time.now();
    HttpResponse<String> response =
        transport.send(
            request, Answer.text(), left.compareTo(attemptLimit) < 0 ? left : attemptLimit);
    Instant middle =
        asked.wall().plus(Duration.between(asked.wall(), time.now().wall()).dividedBy(2));
    Answer.date(response.headers())
        .ifPresent(date -> clockSkew = Optional.of(Duration.between(date, middle)));
    return read(response, asked);
  }

  private AccessToken read(HttpResponse<String> response, Moment asked)
      throws FacilityClientException {
    int status = response.statusCode();
    String address = Transport.address(connection.tokenEndpoint());
    if (status == 408 || status == 429 || status >= 500) {
      throw new ServiceUnavailableException(
          Message.of(status == 429 ? "unavailable.many" : "unavailable.status", address, status),
          Answer.retryAfter(response.headers(), asked.wall()),
          null);
    }
    Map<String, Object> json;
    try {
      json = Json.object(response.body());
    } catch (Json.MalformedException e) {
      throw new UnexpectedAnswerException(Message.of("unexpected.other", address, status));
    }
    if (status == 200) {
      return granted(json, asked);
    }
    String error = Json.text(json, "error").orElse("");
    if (error.equals("invalid_grant")) {
      throw new TokenRefusedException(Message.of("refused", connection.facilityToken().id()));
    }
    if ((status == 400 || status == 401 || status == 403) && error.matches("[a-z_]{1,40}")) {
      throw new ClientRefusedException(Message.of("client", error));
    }
    throw new UnexpectedAnswerException(Message.of("unexpected.other", address, status));
  }

  private AccessToken granted(Map<String, Object> json, Moment asked)
      throws UnexpectedAnswerException {
    String value = Json.text(json, "access_token").orElse("");
    String type = Json.text(json, "token_type").orElse("");
    // RFC 6750, 2.1: what may stand behind "Bearer ".
    if (!(json.get("expires_in") instanceof BigDecimal seconds)
        || seconds.signum() <= 0
        || seconds.compareTo(LONGEST_SECONDS) > 0
        || !value.matches("[A-Za-z0-9._~+/-]+=*")
        || !type.equalsIgnoreCase("Bearer")) {
      throw new UnexpectedAnswerException(
          Message.of("unexpected.token", Transport.address(connection.tokenEndpoint())));
    }
    return new AccessToken(value, Duration.ofMillis(seconds.movePointRight(3).longValue()), asked);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
