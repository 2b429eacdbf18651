package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.ClinicSystem;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clinic systems use: our client as a process, the documented requests, others' libraries. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FacilityClientIT {

  private final TestOrganization facility;
  private final TokenClient issuing;
  private final ClinicSystem clinic;
  private String token = "";
  private String tokenId = "";

  FacilityClientIT(
      DevStack stack, TestOrganizations organizations, RealmAdmin admin, @TempDir Path directory) {
    this.facility = organizations.newFacility();
    this.issuing = new TokenClient(stack, admin);
    this.clinic = new ClinicSystem(stack, directory);
  }

  @BeforeEach
  void download() throws IOException {
    JsonNode issued = issuing.issue(facility);
    token = issued.path("token").asText();
    tokenId = issued.path("id").asText();
    clinic.save(
        """
        token_endpoint=%s
        client_id=facility-app
        facility_token=%s
        api=%s
        """
            .formatted(clinic.tokenEndpoint(), token, clinic.api()));
  }

  /** A facility has no more than ten at a time. */
  @AfterEach
  void end() {
    issuing.revoke(facility, tokenId).expect(204);
  }

  private void assertIsOurs(String accessToken) {
    assertThat(ClinicSystem.claims(accessToken).path("facility_id").asText())
        .isEqualTo(facility.alias());
  }

  @Test
  void tokenWhenTheFacilityTokenIsGoodThenPrintsAnAccessToken() throws Exception {
    ClinicSystem.Ended ended = clinic.facilityClient("token");
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertIsOurs(ended.output().strip());
  }

  @Test
  void tokenWhenRotatedThenOldAndNewAreGood() throws Exception {
    String rotated = issuing.rotate(facility, tokenId).expect(201).body().path("token").asText();
    assertThat(clinic.facilityClient("token").status()).isZero();
    clinic.replaceToken(rotated);
    assertThat(clinic.facilityClient("token").status()).isZero();
  }

  @Test
  void checkWhenRevokedThenSaysWhatToDo() throws Exception {
    issuing.revoke(facility, tokenId).expect(204);
    ClinicSystem.Ended ended = clinic.facilityClient("check");
    assertThat(ended.status()).isEqualTo(6);
    assertThat(ended.output())
        .contains("[ok] Facility token " + tokenId)
        .contains("[NO] The facility token " + tokenId + " is not accepted");
  }

  @Test
  void checkWhenTheAddressIsWrongThenSaysSo() throws Exception {
    clinic.save(
        Files.readString(clinic.file()).replace("/protocol/openid-connect/token", "/elsewhere"));
    assertThat(clinic.facilityClient("check").status()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinic-system.md", "clinic-system.ja.md"})
  void documentedExchangeWhenCopiedFromThePageThenGivesAnAccessToken(String page) throws Exception {
    assumeTrue(isThere("curl") && isThere("jq"), "curl and jq are needed to run the page");
    ClinicSystem.Ended ended =
        clinic.run(
            "", List.of("sh", "-euc", shell(page).get(0) + "\nprintf '%s' \"$access_token\""));
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertIsOurs(ended.output());
  }

  static List<String> shell(String page) throws IOException {
    String text = Files.readString(Path.of(System.getProperty("acceptance.docs", "../docs"), page));
    Matcher blocks = Pattern.compile("(?s)```sh\n(.*?)```").matcher(text);
    List<String> found = new ArrayList<>();
    while (blocks.find()) {
      found.add(blocks.group(1));
    }
    assertThat(found).hasSize(2);
    return found;
  }

  private boolean isThere(String program) throws Exception {
    return clinic.run("", List.of("sh", "-c", "command -v " + program)).status() == 0;
  }

  @Test
  void openidClientWhenGivenTheGrantThenGetsAnAccessToken() throws Exception {
    ClinicSystem.Ended ended = openidClient(token);
    assertThat(ended.status()).as(ended.output() + ended.errors()).isZero();
    JsonNode answer = new ObjectMapper().readTree(ended.output());
    assertThat(answer.path("expires_in").asInt()).isBetween(1, 300);
    assertIsOurs(answer.path("access_token").asText());
  }

  @Test
  void openidClientWhenTheTokenIsRevokedThenUnderstandsWhy() throws Exception {
    issuing.revoke(facility, tokenId).expect(204);
    ClinicSystem.Ended ended = openidClient(token);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(ended.output()).path("error").asText())
        .isEqualTo("invalid_grant");
  }

  private ClinicSystem.Ended openidClient(String facilityToken) throws Exception {
    String script = Path.of("src/test/node/exchange.mjs").toAbsolutePath().toString();
    return clinic.run(facilityToken, List.of("node", script, clinic.issuer(), "facility-app"));
  }

  /** The grant as Nimbus wants others to write theirs. */
  private static final class FacilityTokenGrant extends AuthorizationGrant {
    private final String facilityToken;

    FacilityTokenGrant(String facilityToken) {
      super(new GrantType("urn:yoyo:params:oauth:grant-type:facility-token"));
      this.facilityToken = facilityToken;
    }

    @Override
    public Map<String, List<String>> toParameters() {
      return Map.of(
          "grant_type", List.of(getType().getValue()), "facility_token", List.of(facilityToken));
    }
  }

  private TokenResponse nimbus() throws Exception {
    TokenRequest request =
        new TokenRequest.Builder(
                URI.create(clinic.tokenEndpoint()),
                new ClientID("facility-app"),
                new FacilityTokenGrant(token))
            .build();
    return TokenResponse.parse(request.toHTTPRequest().send());
  }

  @Test
  void nimbusWhenGivenTheGrantThenGetsAnAccessTokenWithAGoodSignature() throws Exception {
    String accessToken = nimbus().toSuccessResponse().getTokens().getBearerAccessToken().getValue();
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.ES256,
            JWKSourceBuilder.<SecurityContext>create(
                    URI.create(clinic.issuer() + "/protocol/openid-connect/certs").toURL())
                .build()));
    JWTClaimsSet claims = processor.process(accessToken, null);
    assertThat(claims.getAudience()).contains("facility-api");
    assertThat(claims.getStringClaim("facility_id")).isEqualTo(facility.alias());
  }

  @Test
  void nimbusWhenTheTokenIsRevokedThenUnderstandsWhy() throws Exception {
    issuing.revoke(facility, tokenId).expect(204);
    assertThat(nimbus().toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_grant");
  }
}
