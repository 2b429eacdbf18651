package jp.yoyo.id.facilitytoken;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token but its secret: the credential's data. All moments are milliseconds
 * since 1970.
 *
 * @param requestId the issue that made it: the same again makes no second one
 * @param terminal where it is used
 * @param createdAt since when it is valid
 * @param expiresAt until when it is valid
 * @param rotatedFrom id of the token whose place it took
 * @param overlapUntil until when it is valid, once another one has taken its place
 * @param revokedAt when it was revoked
 * @param reason why
 * @param lastUsedAt when it was exchanged last, as far as the batches have said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredToken(
    String requestId,
    String terminal,
    long createdAt,
    long expiresAt,
    @Nullable String rotatedFrom,
    @Nullable Long overlapUntil,
    @Nullable Long revokedAt,
    @Nullable String reason,
    @Nullable Long lastUsedAt) {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectReader READER = JSON.readerFor(StoredToken.class);
  private static final ObjectWriter WRITER = JSON.writerFor(StoredToken.class);

  static StoredToken of(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      // Not its message: that quotes the data.
      throw new IllegalStateException("A facility token's data cannot be read");
    }
  }

  String toJson() {
    try {
      return WRITER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  TokenState stateAt(long now) {
    if (revokedAt != null) {
      return TokenState.REVOKED;
    }
    if (now >= validUntil()) {
      return TokenState.EXPIRED;
    }
    return overlapUntil == null ? TokenState.ACTIVE : TokenState.OVERLAPPING;
  }

  /** The end of its validity, as far as it is known. */
  @JsonIgnore
  long validUntil() {
    return overlapUntil == null ? expiresAt : Math.min(expiresAt, overlapUntil);
  }

  StoredToken revoked(long now, String why) {
    return new StoredToken(
        requestId, terminal, createdAt, expiresAt, rotatedFrom, overlapUntil, now, why, lastUsedAt);
  }

  StoredToken overlappingUntil(long until) {
    return new StoredToken(
        requestId,
        terminal,
        createdAt,
        expiresAt,
        rotatedFrom,
        until,
        revokedAt,
        reason,
        lastUsedAt);
  }
}
