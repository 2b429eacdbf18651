package jp.yoyo.id.facility.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What headers of an answer say, and its body up to a size. */
final class Answer {

  private static final int MOST_BYTES = 256 * 1024;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Answer() {}

  /** The server's time. */
  static Optional<Instant> date(HttpHeaders headers) {
    return headers.firstValue("Date").flatMap(Answer::instant);
  }

  /** Seconds or a date (RFC 9110, 10.2.3); a date by the server's own clock. */
  static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(value)));
    }
    return instant(value)
        .map(until -> bounded(Duration.between(date(headers).orElse(now), until)))
        .orElse(null);
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Optional<Instant> instant(String value) {
    try {
      return Optional.of(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** UTF-8 text; an endless answer is an error, not a full memory. */
  static HttpResponse.BodyHandler<String> text() {
    return info -> new BoundedText();
  }

  private static final class BoundedText implements HttpResponse.BodySubscriber<String> {
    private final CompletableFuture<String> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
      }
      if (bytes.size() > MOST_BYTES) {
        Flow.Subscription running = subscription;
        if (running != null) {
          running.cancel();
        }
        whole.completeExceptionally(new TooLongException());
      }
    }

    @Override
    public void onError(Throwable error) {
      whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      whole.complete(bytes.toString(StandardCharsets.UTF_8));
    }
  }

  /** More than an answer of the service can be. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("The answer is longer than " + MOST_BYTES + " bytes");
    }
  }
}
