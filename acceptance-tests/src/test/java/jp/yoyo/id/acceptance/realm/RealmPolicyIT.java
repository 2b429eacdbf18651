package jp.yoyo.id.acceptance.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;
import jp.yoyo.id.devstack.login.Tokens;
import jp.yoyo.id.devstack.login.UnexpectedPageException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the realm lets people do, and what not: tried, not read from its settings. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealmPolicyIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final DevStack stack;
  private final RealmAdmin admin;
  private final String userId = "policy-" + UUID.randomUUID().toString().substring(0, 8);
  private String id = "";
  private String token = "";

  RealmPolicyIT(DevStack stack, RealmAdmin admin) {
    this.stack = stack;
    this.admin = admin;
  }

  @BeforeAll
  void begin() {
    id = create(userId);
    token = new LoginWalk(stack.keycloakUrl()).login(userId, Actors.PASSWORD).accessToken();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"account-console", "token-issuer-app", "admin-cli", "security-admin-console"})
  void tokenWhenAskedForWithAPasswordThenRefusedForEveryClient(String clientId) throws Exception {
    JsonNode client = admin.get("/clients?clientId=" + clientId).expect(200).body().get(0);

    HttpResponse<String> response =
        token(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                clientId,
                "client_secret",
                client.path("secret").asText(),
                "username",
                userId,
                "password",
                Actors.PASSWORD));

    assertThat(response.statusCode()).isIn(400, 401);
    assertThat(response.body()).containsAnyOf("unauthorized_client", "invalid_client");
  }

  @Test
  void registrationWhenOpenedThenThereIsNoForm() throws Exception {
    HttpResponse<String> response = get(page("registrations"), Map.of("Accept-Language", "en"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("firstName", "password-confirm");
  }

  @Test
  void clientRegistrationWhenAnonymousThenRefused() throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(realm("clients-registrations/openid-connect"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"redirect_uris\": [\"https://evil.example/\"]}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isIn(401, 403);
  }

  @Test
  void loginPageWhenOpenedThenNobodyElseMayFrameOrFeedIt() throws Exception {
    HttpResponse<String> response = get(page("auth"), Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'self'", "object-src 'none'");
    assertThat(header(response, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Strict-Transport-Security")).contains("max-age=31536000");
    assertThat(header(response, "Content-Language")).isEqualTo("ja");
  }

  @Test
  void tokensWhenIssuedThenSignedWithRs256AndMeantForTheRestApi() {
    Tokens tokens = new LoginWalk(stack.keycloakUrl()).login(userId, Actors.PASSWORD);

    assertThat(part(tokens.accessToken(), 0).path("alg").asText()).isEqualTo("RS256");
    assertThat(part(tokens.idToken(), 0).path("alg").asText()).isEqualTo("RS256");
    JsonNode claims = part(tokens.accessToken(), 1);
    assertThat(claims.path("aud")).extracting(JsonNode::asText).contains("organization-admin");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    assertThat(claims.path("iss").asText()).isEqualTo(stack.keycloakUrl() + "/realms/yoyo");
  }

  @Test
  void refreshTokenWhenUsedTwiceThenTheSecondIsRefused() {
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    Tokens first = walk.login(userId, Actors.PASSWORD);
    walk.refresh(first);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> walk.refresh(first))
        .withMessageContaining("invalid_grant");
  }

  @Test
  void offlineTokenWhenAskedForThenRefused() {
    assertThatExceptionOfType(UnexpectedPageException.class)
        .isThrownBy(
            () ->
                new LoginWalk(stack.keycloakUrl(), "openid offline_access")
                    .login(userId, Actors.PASSWORD));
  }

  @Test
  void profileWhenReadByTheUserThenTheAdministratorsFactsAreNotInIt() throws Exception {
    setByAdmin("temporaryPasswordMail", "sent");
    try {
      assertThat(account().path("attributes").has("temporaryPasswordMail")).isFalse();
      assertThat(account().toString()).doesNotContain("temporaryPasswordIssuedAt");
    } finally {
      setByAdmin("temporaryPasswordMail", "");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "temporaryPasswordIssuedAt, 99999999999",
    "temporaryPasswordMail, pending",
    "knownDevices, x",
    "issueRequest, x",
    "unknownFact, x",
  })
  void profileWhenTheUserWritesWhatIsNotHisThenItIsNotStored(String attribute, String value)
      throws Exception {
    saveAccount(profile -> attributes(profile).putArray(attribute).add(value));

    assertThat(user().path("attributes").has(attribute)).isFalse();
  }

  @Test
  void profileWhenTheUserChangesHisUserIdThenRefused() throws Exception {
    assertThat(saveAccount(profile -> profile.put("username", "somebody-else"))).isEqualTo(400);
    assertThat(user().path("username").asText()).isEqualTo(userId);
  }

  @Test
  void profileWhenTheUserChangesHisMailAddressWithoutConfirmingItThenRefused() throws Exception {
    String before = user().path("email").asText();

    assertThat(saveAccount(profile -> profile.put("email", "attacker@example.jp"))).isEqualTo(400);
    assertThat(user().path("email").asText()).isEqualTo(before);
  }

  @Test
  void profileWhenTheUserChangesHisOwnFactsThenTheyAreStored() throws Exception {
    int status =
        saveAccount(
            profile -> {
              profile.put("firstName", "次郎");
              attributes(profile).putArray("department").add("予防接種課（事務）");
              attributes(profile).putArray("phoneNumber").add("03-1234-5678");
              attributes(profile).putArray("lastNameKana").add("ヨボウ");
            });

    assertThat(status).isEqualTo(204);
    assertThat(user().path("firstName").asText()).isEqualTo("次郎");
    assertThat(user().path("attributes").path("phoneNumber").path(0).asText())
        .isEqualTo("03-1234-5678");
  }

  @ParameterizedTest
  @CsvSource({
    "lastNameKana, よぼう",
    "lastNameKana, ﾖﾎﾞｳ",
    "firstNameKana, Hanako",
    "phoneNumber, 03(1234)5678",
    "phoneNumber, 110",
    "phoneNumber, ０３－１２３４－５６７８",
    "department, <b>総務課</b>",
    "department, '${7*7}'",
  })
  void profileWhenAValueIsMalformedThenRefused(String attribute, String value) throws Exception {
    assertThat(saveAccount(profile -> attributes(profile).putArray(attribute).add(value)))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"予防\r\nBcc: x@example.jp", "<script>", "${7*7}", "予防{0}", "&lt;"})
  void profileWhenANameCouldBeMoreThanTextThenRefusedToAdministratorsToo(String name) {
    Reply reply =
        admin.send(
            "POST",
            "/users",
            Map.of(
                "username",
                "never-" + UUID.randomUUID(),
                "email",
                "never@example.jp",
                "firstName",
                "花子",
                "lastName",
                name));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("lastName");
  }

  @Test
  void userIdWhenChangedByTheAdministratorThenItStays() {
    ObjectNode changed = (ObjectNode) user();

    admin.send("PUT", "/users/" + id, changed.put("username", "another-id"));

    assertThat(user().path("username").asText()).isEqualTo(userId);
  }

  @Test
  void mailAddressWhenSharedThenBothAccountsExistAndNeitherLogsInByIt() {
    String other = userId + "-2";
    create(other);

    assertThat(admin.findUser(other).orElseThrow().path("email").asText())
        .isEqualTo(user().path("email").asText());
    assertThatExceptionOfType(UnexpectedPageException.class)
        .isThrownBy(
            () ->
                new LoginWalk(stack.keycloakUrl())
                    .login(user().path("email").asText(), Actors.PASSWORD));
  }

  @ParameterizedTest
  @CsvSource({
    "Tanzaku-Re42, invalidPasswordMinLengthMessage",
    "tanzaku-renga-43!, invalidPasswordMinUpperCaseCharsMessage",
    "TANZAKU-RENGA-43!, invalidPasswordMinLowerCaseCharsMessage",
    "Tanzaku-Renga-XX!, invalidPasswordMinDigitsMessage",
    "TanzakuRenga4343, invalidPasswordMinSpecialCharsMessage",
    "Yoyoseikyu2026!, invalidPasswordBlacklistedMessage",
    "Password12345!, invalidPasswordBlacklistedMessage",
    "Tanzaku-Renga-42!, invalidPasswordHistoryMessage",
  })
  void passwordWhenItBreaksARuleThenRefused(String password, String message) {
    assertThat(setPassword(password).text()).contains(message);
  }

  @Test
  void passwordWhenItContainsTheUserIdThenRefused() {
    assertThat(setPassword("Xx9!" + userId).text())
        .contains("invalidPasswordNotContainsUsernameMessage");
  }

  @Test
  void passwordWhenLongerThan128ThenRefused() {
    assertThat(setPassword("Tanzaku-Renga-43!".repeat(8)).text())
        .contains("invalidPasswordMaxLengthMessage");
  }

  @Test
  void loginWhenMissedFiveTimesThenTheRightPasswordIsRefusedToo() {
    String victim = userId + "-3";
    create(victim);
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    for (int miss = 0; miss < 5; miss++) {
      assertThatExceptionOfType(UnexpectedPageException.class)
          .isThrownBy(() -> walk.login(victim, "Wrong-Password-42!"));
    }

    assertThatExceptionOfType(UnexpectedPageException.class)
        .isThrownBy(() -> walk.login(victim, Actors.PASSWORD));
  }

  private String create(String newUserId) {
    admin
        .send(
            "POST",
            "/users",
            Map.of(
                "username",
                newUserId,
                "enabled",
                true,
                "firstName",
                "花子",
                "lastName",
                "予防",
                "email",
                "policy@clinic.example",
                "credentials",
                List.of(Map.of("type", "password", "value", Actors.PASSWORD, "temporary", false))))
        .expect(201);
    return admin.findUser(newUserId).orElseThrow().path("id").asText();
  }

  private Reply setPassword(String password) {
    Reply reply =
        admin.send(
            "PUT",
            "/users/" + id + "/reset-password",
            Map.of("type", "password", "value", password, "temporary", false));
    assertThat(reply.status()).isEqualTo(400);
    return reply;
  }

  private JsonNode user() {
    return admin.get("/users/" + id).expect(200).body();
  }

  private void setByAdmin(String attribute, String value) {
    ObjectNode user = (ObjectNode) user();
    if (value.isEmpty()) {
      attributes(user).remove(attribute);
    } else {
      attributes(user).putArray(attribute).add(value);
    }
    admin.send("PUT", "/users/" + id, user).expect(204);
  }

  private static ObjectNode attributes(ObjectNode profile) {
    return profile.withObject("/attributes");
  }

  private JsonNode account() throws IOException, InterruptedException {
    HttpResponse<String> response =
        get(
            realm("account/"),
            Map.of("Authorization", "Bearer " + token, "Accept", "application/json"));
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private int saveAccount(Consumer<ObjectNode> change) throws IOException, InterruptedException {
    ObjectNode profile = (ObjectNode) account();
    profile.remove("userProfileMetadata");
    change.accept(profile);
    return http.send(
            HttpRequest.newBuilder(realm("account/"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(profile)))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private HttpResponse<String> token(Map<String, String> form)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    form.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return http.send(
        HttpRequest.newBuilder(realm("protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI address, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    headers.forEach(request::setHeader);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private URI realm(String path) {
    return URI.create(stack.keycloakUrl() + "/realms/yoyo/" + path);
  }

  private URI page(String endpoint) {
    return realm(
        "protocol/openid-connect/"
            + endpoint
            + "?client_id=account-console&response_type=code&scope=openid"
            + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            + "&redirect_uri="
            + realm("account/"));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static JsonNode part(String jwt, int index) {
    try {
      return JSON.readTree(
          new String(
              Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[index]), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JWT", e);
    }
  }
}
