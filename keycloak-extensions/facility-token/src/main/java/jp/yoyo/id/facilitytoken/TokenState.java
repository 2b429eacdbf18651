package jp.yoyo.id.facilitytoken;

import java.util.Locale;

/** Where a facility token stands, and what can be done with it there. */
enum TokenState {
  /** Valid, the newest of its line. */
  ACTIVE(true, true, true),
  /** Rotated, and valid until the overlap ends. */
  OVERLAPPING(true, false, true),
  /** Its validity or its overlap has ended. */
  EXPIRED(false, false, false),
  /** Revoked by somebody, for ever. */
  REVOKED(false, false, false);

  private final boolean exchangeable;
  private final boolean rotatable;
  private final boolean revocable;

  TokenState(boolean exchangeable, boolean rotatable, boolean revocable) {
    this.exchangeable = exchangeable;
    this.rotatable = rotatable;
    this.revocable = revocable;
  }

  /** Whether it gives an access token. */
  boolean isExchangeable() {
    return exchangeable;
  }

  /** Whether another one can take its place. */
  boolean isRotatable() {
    return rotatable;
  }

  /** Whether a revocation changes anything; where not, it succeeds and does nothing. */
  boolean isRevocable() {
    return revocable;
  }

  /** Whether the same issue again may give it a new secret while nobody has used it. */
  boolean isReplaceable() {
    return this == ACTIVE;
  }

  /** The name in the API. */
  String inApi() {
    return name().toLowerCase(Locale.ROOT);
  }
}
