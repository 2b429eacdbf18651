package jp.yoyo.id.facilitytoken;

import java.util.Locale;

/** Why an exchange is refused: for the events, never for the one who asks. */
enum Refusal {
  /** No token by its shape or checksum. */
  MALFORMED,
  /** No such account, no such token of it, or another secret. */
  UNKNOWN,
  EXPIRED,
  REVOKED,
  ACCOUNT_DISABLED,
  ORGANIZATION_DISABLED,
  /** Not looked at: too many wrong tokens from the same address. */
  TOO_MANY;

  String inEvents() {
    return name().toLowerCase(Locale.ROOT);
  }
}
