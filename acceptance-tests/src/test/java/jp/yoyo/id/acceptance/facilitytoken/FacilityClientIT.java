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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clinic systems use: our client as a process, the documented requests, others' libraries. */
@ExtendWith(SharedStack.class)
final class FacilityClientIT {

  private static final String FILE = "facility-token.properties";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final TokenClient issuing;

  @TempDir Path directory;
  private String token = "";
  private String tokenId = "";

  FacilityClientIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.issuing = new TokenClient(stack, admin);
  }

  /** What a process left behind. */
  private record Ended(int status, String output, String errors) {}

  @BeforeEach
  void download() throws IOException {
    JsonNode issued = issuing.issue(facility());
    token = issued.path("token").asText();
    tokenId = issued.path("id").asText();
    Files.writeString(
        directory.resolve(FILE),
        """
        token_endpoint=%s
        client_id=facility-app
        facility_token=%s
        api=%s/api/facility/v1/
        """
            .formatted(tokenEndpoint(), token, stack.companionAppUrl().orElseThrow()));
    Files.setPosixFilePermissions(
        directory.resolve(FILE), PosixFilePermissions.fromString("rw-------"));
  }

  private TestOrganization facility() {
    return organizations.a();
  }

  private String issuer() {
    return stack.keycloakUrl() + "/realms/" + DevStack.REALM;
  }

  private String tokenEndpoint() {
    return issuer() + "/protocol/openid-connect/token";
  }

  private Ended run(String input, List<String> command) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Did not end: " + command);
    }
    Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    // Whatever a program says, it does not say the token.
    assertThat(ended.output() + ended.errors())
        .doesNotContain(token.substring(token.length() - 49));
    return ended;
  }

  private Ended client(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("acceptance.facility-client"));
    command.addAll(List.of(words));
    command.add("--lang=en");
    return run("", command);
  }

  private void assertIsOurs(String accessToken) {
    assertThat(TokenClient.part(accessToken, 1).path("facility_id").asText())
        .isEqualTo(facility().alias());
  }

  @Test
  void tokenWhenTheFacilityTokenIsGoodThenPrintsAnAccessToken() throws Exception {
    Ended ended = client("token");
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertIsOurs(ended.output().strip());
  }

  @Test
  void tokenWhenRotatedThenOldAndNewAreGood() throws Exception {
    String rotated = issuing.rotate(facility(), tokenId).expect(201).body().path("token").asText();
    assertThat(client("token").status()).isZero();
    Path file = directory.resolve(FILE);
    Files.writeString(file, Files.readString(file).replace(token, rotated));
    assertThat(client("token").status()).isZero();
  }

  @Test
  void checkWhenRevokedThenSaysWhatToDo() throws Exception {
    issuing.revoke(facility(), tokenId).expect(204);
    Ended ended = client("check");
    assertThat(ended.status()).isEqualTo(6);
    assertThat(ended.output())
        .contains("[ok] Facility token " + tokenId)
        .contains("[NO] The facility token " + tokenId + " is not accepted");
  }

  @Test
  void checkWhenTheAddressIsWrongThenSaysSo() throws Exception {
    Path file = directory.resolve(FILE);
    Files.writeString(
        file, Files.readString(file).replace("/protocol/openid-connect/token", "/elsewhere"));
    assertThat(client("check").status()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinic-system.md", "clinic-system.ja.md"})
  void documentedExchangeWhenCopiedFromThePageThenGivesAnAccessToken(String page) throws Exception {
    assumeTrue(isThere("curl") && isThere("jq"), "curl and jq are needed to run the page");
    Ended ended =
        run("", List.of("sh", "-euc", shell(page).get(0) + "\nprintf '%s' \"$access_token\""));
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
    return run("", List.of("sh", "-c", "command -v " + program)).status() == 0;
  }

  @Test
  void openidClientWhenGivenTheGrantThenGetsAnAccessToken() throws Exception {
    Ended ended = openidClient(token);
    assertThat(ended.status()).as(ended.output() + ended.errors()).isZero();
    JsonNode answer = new ObjectMapper().readTree(ended.output());
    assertThat(answer.path("expires_in").asInt()).isBetween(1, 300);
    assertIsOurs(answer.path("access_token").asText());
  }

  @Test
  void openidClientWhenTheTokenIsRevokedThenUnderstandsWhy() throws Exception {
    issuing.revoke(facility(), tokenId).expect(204);
    Ended ended = openidClient(token);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(ended.output()).path("error").asText())
        .isEqualTo("invalid_grant");
  }

  private Ended openidClient(String facilityToken) throws Exception {
    String script = Path.of("src/test/node/exchange.mjs").toAbsolutePath().toString();
    return run(facilityToken, List.of("node", script, issuer(), "facility-app"));
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
                URI.create(tokenEndpoint()),
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
                    URI.create(issuer() + "/protocol/openid-connect/certs").toURL())
                .build()));
    JWTClaimsSet claims = processor.process(accessToken, null);
    assertThat(claims.getAudience()).contains("facility-api");
    assertThat(claims.getStringClaim("facility_id")).isEqualTo(facility().alias());
  }

  @Test
  void nimbusWhenTheTokenIsRevokedThenUnderstandsWhy() throws Exception {
    issuing.revoke(facility(), tokenId).expect(204);
    assertThat(nimbus().toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_grant");
  }
}
