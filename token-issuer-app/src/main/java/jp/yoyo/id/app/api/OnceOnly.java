package jp.yoyo.id.app.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jp.yoyo.id.app.actor.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what a caller may ask for twice, because an answer was lost, only once: by the key that the
 * caller has given the call (Idempotency-Key). The key is the organisation's; it is kept for 90
 * days.
 */
@Component
public class OnceOnly {

  /** The request header. */
  public static final String HEADER = "Idempotency-Key";

  private static final int DAYS = 90;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{8,100}");

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;

  OnceOnly(JdbcClient database, JsonMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What the call has made.
   *
   * @param isNew whether it was this call that made it
   */
  public record Made(UUID id, boolean isNew) {}

  /**
   * Makes something, or finds what the same call made before. Two at the same moment: the second
   * waits for the first.
   *
   * @param making runs in the same transaction; if it fails, the key stays unused
   * @throws ApiProblemException 400 without a usable key, 409 if the key came with another body
   */
  @Transactional
  public Made make(
      Actor actor, @Nullable String key, String operation, Object body, Supplier<UUID> making) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw ApiProblemException.invalid(HEADER, "api.field.key");
    }
    String fingerprint = fingerprint(operation, body);
    boolean first =
        database
                .sql(
                    """
                    insert into api_call (organization_alias, key, fingerprint, made_at)
                    values (:organization, :key, :fingerprint, :now) on conflict do nothing
                    """)
                .param("organization", actor.organization().alias())
                .param("key", key)
                .param("fingerprint", fingerprint)
                .param("now", OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC))
                .update()
            == 1;
    if (!first) {
      return before(actor, key, fingerprint);
    }
    UUID id = making.get();
    database
        .sql(
            """
            update api_call set result = :result
            where organization_alias = :organization and key = :key
            """)
        .param("result", id)
        .param("organization", actor.organization().alias())
        .param("key", key)
        .update();
    return new Made(id, true);
  }

  private Made before(Actor actor, String key, String fingerprint) {
    return database
        .sql(
            """
            select result from api_call
            where organization_alias = :organization and key = :key and fingerprint = :fingerprint
            """)
        .param("organization", actor.organization().alias())
        .param("key", key)
        .param("fingerprint", fingerprint)
        .query((row, number) -> new Made(row.getObject("result", UUID.class), false))
        .optional()
        .orElseThrow(
            () -> new ApiProblemException(ApiProblem.of(ApiProblem.Type.IDEMPOTENCY_KEY_REUSED)));
  }

  /** The body itself is not kept: names and addresses are in it. */
  private String fingerprint(String operation, Object body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(operation.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(json.writeValueAsBytes(body)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each night; two instances that do it at the same time do no harm. */
  @Scheduled(cron = "0 50 3 * * *", zone = "Asia/Tokyo")
  void forget() {
    database
        .sql("delete from api_call where made_at < :before")
        .param(
            "before",
            ZonedDateTime.now(clock)
                .minusDays(DAYS)
                .toOffsetDateTime()
                .withOffsetSameInstant(ZoneOffset.UTC))
        .update();
  }
}
