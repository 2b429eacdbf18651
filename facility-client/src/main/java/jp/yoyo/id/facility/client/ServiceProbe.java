package jp.yoyo.id.facility.client;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a service can be reached at all, before any token goes there. */
public final class ServiceProbe {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ServiceProbe() {}

  /**
   * Asks for the address; whatever is answered, something answers.
   *
   * @return how far this machine's clock is ahead, if the answer has a date
   * @throws FacilityClientException if nothing answers, or nothing that is to be trusted
   */
  public static Optional<Duration> reach(URI address, Optional<ProxySelector> proxy)
      throws FacilityClientException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).GET().build();
    Instant before = Instant.now();
    HttpResponse<Void> response =
        new Transport(proxy, Optional.empty())
            .send(request, HttpResponse.BodyHandlers.discarding(), LIMIT);
    Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
    return Answer.date(response.headers()).map(date -> Duration.between(date, middle));
  }
}
