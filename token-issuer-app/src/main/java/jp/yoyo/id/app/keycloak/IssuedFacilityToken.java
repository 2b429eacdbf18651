package jp.yoyo.id.app.keycloak;

import java.time.Instant;

/**
 * A token that was just issued: the only moment at which anybody but its owner has it. It goes to
 * the page and nowhere else: no log, no session, no table.
 *
 * @param token the token itself
 */
public record IssuedFacilityToken(
    String id, String token, String label, String terminal, Instant createdAt, Instant expiresAt) {

  /** Without the token: whatever ends up in a log line or a message says which one, not what. */
  @Override
  public String toString() {
    return "IssuedFacilityToken " + id;
  }
}
