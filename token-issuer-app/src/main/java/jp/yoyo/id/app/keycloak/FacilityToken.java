package jp.yoyo.id.app.keycloak;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Keycloak tells of a facility's token; never the token.
 *
 * @param requestId of the call that issued it
 * @param validUntil end of the overlap, of a token that has a successor
 */
public record FacilityToken(
    String id,
    @Nullable String requestId,
    String label,
    String terminal,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    String state,
    @Nullable Instant validUntil,
    @Nullable Instant revokedAt,
    @Nullable String reason) {

  /** Whether it can still be exchanged. */
  public boolean isGood() {
    return isActive() || "overlapping".equals(state.toLowerCase(Locale.ROOT));
  }

  /** Whether it can be exchanged and has no successor. */
  public boolean isActive() {
    return "active".equals(state.toLowerCase(Locale.ROOT));
  }
}
