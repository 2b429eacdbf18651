package jp.yoyo.id.facilitytoken;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What callers get. Moments are milliseconds since 1970. */
final class Views {

  private Views() {}

  /**
   * A token that was just made: the only time that anybody sees it.
   *
   * @param token the token itself
   */
  @Schema(name = "IssuedToken")
  record IssuedToken(
      String id, String token, String label, String terminal, long createdAt, long expiresAt) {

    /** Never the token. */
    @Override
    public String toString() {
      return "IssuedToken[" + id + "]";
    }
  }

  /**
   * A token without its secret.
   *
   * @param lastUsedAt to within half a minute
   * @param state active, overlapping, expired or revoked
   * @param validUntil end of the overlap, for a token that was rotated
   */
  @Schema(name = "Token")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenView(
      String id,
      String requestId,
      String label,
      String terminal,
      long createdAt,
      long expiresAt,
      @Nullable Long lastUsedAt,
      String state,
      @Nullable Long validUntil,
      @Nullable Long revokedAt,
      @Nullable String reason) {}

  /**
   * Whether a facility may be served.
   *
   * @param enabled neither the organisation nor its system account is disabled
   * @param validTokens how many tokens could be exchanged now
   */
  @Schema(name = "Facility")
  record FacilityView(String alias, boolean enabled, int validTokens) {}

  /** The tokens of a facility, the newest first. */
  @Schema(name = "Tokens")
  record Tokens(List<TokenView> items) {
    Tokens {
      items = List.copyOf(items);
    }
  }
}
