package jp.yoyo.id.app.facilitytoken;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.keycloak.IssuedFacilityToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token on the page that shows it, once. The file for the clinic system is part of the page: no
 * second request could get it.
 */
public final class ShownToken {

  private final IssuedFacilityToken token;
  private final String file;

  ShownToken(
      IssuedFacilityToken token,
      AppConfiguration configuration,
      FacilityTokenSettings settings,
      JsonMapper json) {
    this.token = token;
    Map<String, String> content = new LinkedHashMap<>();
    content.put(
        "tokenEndpoint", configuration.keycloak().issuer() + "/protocol/openid-connect/token");
    content.put("clientId", settings.clientId());
    content.put("apiBase", configuration.publicUrl() + FacilityApiSecurity.PATH);
    content.put("facilityToken", token.token());
    content.put("label", token.label());
    content.put("terminal", token.terminal());
    content.put("expiresAt", token.expiresAt().toString());
    this.file =
        Base64.getEncoder()
            .encodeToString(
                json.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(content)
                    .getBytes(StandardCharsets.UTF_8));
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
