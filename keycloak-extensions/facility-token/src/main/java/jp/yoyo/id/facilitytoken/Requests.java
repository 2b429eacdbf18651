package jp.yoyo.id.facilitytoken;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What callers send. A field left out is null here; an explicit null never gets this far. */
final class Requests {

  private Requests() {}

  /**
   * A token to issue.
   *
   * @param requestId UUID of this issue: the same again never makes a second token
   * @param label what the facility calls it, at most 100 characters
   * @param terminal where it is used, at most 100 characters
   * @param validDays how long it is valid; the realm's setting if left out, and at most
   */
  @Schema(name = "Issue")
  record Issue(
      @Nullable String requestId,
      @Nullable String label,
      @Nullable String terminal,
      @Nullable Integer validDays) {}

  /**
   * A rotation.
   *
   * @param requestId UUID of this rotation: the same again never makes a second token
   */
  @Schema(name = "Rotation")
  record Rotation(@Nullable String requestId) {}

  /**
   * A revocation.
   *
   * @param reason at most 200 characters
   */
  @Schema(name = "Revocation")
  record Revocation(@Nullable String reason) {}
}
