package jp.yoyo.id.organizationadmin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * The version of something that can be updated: a hash of what can be changed about it. Who updates
 * sends back the version that he read (If-Match, RFC 9110 section 13.1.1).
 */
final class Version {

  private Version() {}

  /** The version of something with these contents. */
  static String of(@Nullable Object... contents) {
    StringBuilder text = new StringBuilder();
    for (Object content : contents) {
      String one = String.valueOf(content);
      text.append(content == null ? "-" : one.length() + ":").append(one);
    }
    byte[] hash;
    try {
      hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
  }

  /**
   * Goes on only if the caller read the current version.
   *
   * @param ifMatch the header, with or without quotes
   * @throws org.keycloak.services.ErrorResponseException 428 without one, 412 if it is another
   */
  static void require(KeycloakSession session, @Nullable String ifMatch, String current) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Problem.VERSION_REQUIRED.in(session);
    }
    if (!isNamedBy(ifMatch, current)) {
      throw Problem.VERSION_CHANGED.in(session);
    }
  }

  /** Whether the header names this version. */
  static boolean isNamedBy(String ifMatch, String current) {
    return ifMatch.trim().replace("\"", "").equals(current);
  }
}
