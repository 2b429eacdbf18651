package jp.yoyo.id.app.facilitytoken;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 医療機関トークン申請書.
 *
 * @param facility as it was when the application was last handed in
 * @param version counts the changes; each command names the version that was seen
 * @param comment why it was returned or rejected, last
 * @param tokenId of the token that the claim brought
 */
public record TokenApplication(
    UUID id,
    String referenceNumber,
    Applicant facility,
    TokenApplicationContent content,
    TokenApplicationState state,
    int version,
    Instant createdAt,
    Instant changedAt,
    @Nullable Signature submitted,
    @Nullable Signature forwarded,
    @Nullable Signature approved,
    @Nullable Signature handedOver,
    @Nullable Signature claimed,
    String comment,
    @Nullable String tokenId) {

  /** Who did something, and when. */
  public record Signature(String userId, String name, Instant at) {}

  /**
   * The facility that applies.
   *
   * @param supervisor alias of its municipality
   */
  public record Applicant(
      UUID id,
      String alias,
      String code,
      String name,
      String prefecture,
      String municipalityCode,
      String supervisor) {}

  /** Whether that user has had it in hand for an office: such a one never claims. */
  boolean passedThrough(String userId) {
    return isBy(forwarded, userId) || isBy(approved, userId) || isBy(handedOver, userId);
  }

  static boolean isBy(@Nullable Signature signature, String userId) {
    return signature != null && signature.userId().equals(userId);
  }
}
