package jp.yoyo.id.app.facilitytoken;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.keycloak.IssuedFacilityToken;

/**
 * A token on the page that shows it, once. The file for the clinic system is part of the page: no
 * second request could get it.
 */
public final class ShownToken {

  private final IssuedFacilityToken token;
  private final String file;

  ShownToken(
      IssuedFacilityToken token, AppConfiguration configuration, FacilityTokenSettings settings) {
    this.token = token;
    // Text that a person can read, and the format of facility-client.
    String content =
        """
        token_endpoint=%s/protocol/openid-connect/token
        api=%s%s/
        client_id=%s
        facility_token=%s
        """
            .formatted(
                configuration.keycloak().issuer(),
                configuration.publicUrl(),
                FacilityApiSecurity.PATH,
                settings.clientId(),
                token.token());
    this.file = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
  }

  public String text() {
    return token.token();
  }

  public String label() {
    return token.label();
  }

  public String terminal() {
    return token.terminal();
  }

  public Instant expiresAt() {
    return token.expiresAt();
  }

  /** For the address of the download: a data URI. */
  public String file() {
    return file;
  }
}
