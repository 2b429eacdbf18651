package jp.yoyo.id.acceptance.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.realmconfig.Change;
import jp.yoyo.id.realmconfig.RealmConfig;
import jp.yoyo.id.realmconfig.RealmConfigException;
import jp.yoyo.id.realmconfig.RealmDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What bringing the realm to its description does to a server that runs. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealmConfigIT {
  private static final String BROWSER_FLOW = "yoyo-browser";
  private static final String NEXT = ".next";

  private final HttpClient http = HttpClient.newHttpClient();
  private final DevStack stack;
  private final RealmAdmin admin;
  private Map<String, String> environment = Map.of();
  private Path folder = Path.of("");

  RealmConfigIT(DevStack stack, RealmAdmin admin) {
    this.stack = stack;
    this.admin = admin;
  }

  @BeforeEach
  void begin(@TempDir Path temporary) throws IOException {
    environment = environment();
    apply();
    folder = temporary;
    RealmDescription.packaged().writeTo(folder.resolve("realm"));
  }

  @AfterAll
  void leaveAsDescribed() {
    environment = environment();
    apply();
  }

  @Test
  void applyWhenRunAgainThenNothingChanges() {
    assertThat(apply()).isEmpty();
  }

  @Test
  void planWhenAPolicyWasChangedThenItIsShownAndStays() {
    changeRealm(realm -> realm.put("passwordPolicy", "length(4)"));

    List<Change> plan =
        RealmConfig.of(RealmDescription.packaged())
            .plan(stack.keycloakUrl(), stack.admin().user(), stack.admin().password(), environment);

    assertThat(plan)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.place()).isEqualTo("realm.json");
              assertThat(change.field()).isEqualTo("passwordPolicy");
              assertThat(change.from()).isEqualTo("length(4)");
              assertThat(change.to()).contains("length(13)");
            });
    assertThat(realm().path("passwordPolicy").asText()).isEqualTo("length(4)");
  }

  @Test
  void applyWhenSettingsWereChangedThenTheyArePutRight() {
    changeRealm(
        realm -> {
          realm.put("passwordPolicy", "length(4)");
          realm.put("registrationAllowed", true);
          realm.put("bruteForceProtected", false);
          realm.put("browserFlow", "browser");
        });
    setDirectGrants("account-console", true);

    List<Change> changes = apply();

    assertThat(changes)
        .extracting(c -> c.place() + ": " + c.field())
        .containsExactlyInAnyOrder(
            "realm.json: passwordPolicy",
            "realm.json: registrationAllowed",
            "realm.json: bruteForceProtected",
            "clients/account-console.json: directAccessGrantsEnabled",
            "flows/yoyo-browser.json: binding.browserFlow");
    assertThat(realm().path("passwordPolicy").asText()).contains("length(13)", "maxLength(128)");
    assertThat(realm().path("registrationAllowed").asBoolean()).isFalse();
    assertThat(realm().path("browserFlow").asText()).isEqualTo(BROWSER_FLOW);
    assertThat(apply()).isEmpty();
  }

  @Test
  void applyWhenTheFlowInForceWasChangedThenItIsReplacedWhileUsersSeeTheLoginPage()
      throws Exception {
    admin
        .send("DELETE", "/authentication/executions/" + execution("organization-enabled"), null)
        .expect(204);
    assertThat(steps()).doesNotContain("organization-enabled");

    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Set<String>> seen = CompletableFuture.supplyAsync(() -> watchUntil(done));
    try {
      apply();
    } finally {
      done.set(true);
    }

    // Never without a login page, and never with one of Keycloak's own flows behind it.
    assertThat(seen.get())
        .isSubsetOf("200 " + BROWSER_FLOW, "200 " + BROWSER_FLOW + NEXT)
        .isNotEmpty();
    assertThat(steps())
        .containsExactly(
            "maintenance REQUIRED",
            "yoyo-browser identify REQUIRED",
            "auth-cookie ALTERNATIVE",
            "yoyo-browser forms ALTERNATIVE",
            "yoyo-browser log in CONDITIONAL",
            "conditional-level-of-authentication REQUIRED",
            "auth-username-password-form REQUIRED",
            "temporary-password-validity REQUIRED",
            "yoyo-browser second factor CONDITIONAL",
            "conditional-user-configured REQUIRED",
            "conditional-credential REQUIRED",
            "webauthn-authenticator ALTERNATIVE",
            "auth-otp-form ALTERNATIVE",
            "auth-recovery-authn-code-form ALTERNATIVE",
            "yoyo-browser step up CONDITIONAL",
            "conditional-level-of-authentication REQUIRED",
            "yoyo-browser second factor anew CONDITIONAL",
            "conditional-sub-flow-executed REQUIRED",
            "conditional-user-configured REQUIRED",
            "webauthn-authenticator ALTERNATIVE",
            "auth-otp-form ALTERNATIVE",
            "auth-recovery-authn-code-form ALTERNATIVE",
            "organization-enabled REQUIRED",
            "maintenance REQUIRED");
    assertThat(realm().path("browserFlow").asText()).isEqualTo(BROWSER_FLOW);
    assertThat(flowAliases()).noneMatch(alias -> alias.endsWith(NEXT));
    assertThat(apply()).isEmpty();
  }

  @Test
  void applyWhenAFormerRunStoppedBeforeItBoundTheNewFlowThenItIsClearedAway() {
    admin
        .send(
            "POST",
            "/authentication/flows/" + BROWSER_FLOW + "/copy",
            Map.of("newName", BROWSER_FLOW + NEXT))
        .expect(201);

    apply();

    assertThat(flowAliases()).contains(BROWSER_FLOW).doesNotContain(BROWSER_FLOW + NEXT);
    assertThat(apply()).isEmpty();
  }

  @Test
  void applyWhenAFormerRunStoppedAfterItBoundTheNewFlowThenItIsFinished() {
    // As a run leaves it that ended between the deletion of the former flow and the last renaming.
    ObjectNode flow = flow(BROWSER_FLOW);
    admin
        .send(
            "PUT",
            "/authentication/flows/" + flow.path("id").asText(),
            flow.put("alias", BROWSER_FLOW + NEXT))
        .expect(204);
    assertThat(realm().path("browserFlow").asText()).isEqualTo(BROWSER_FLOW + NEXT);

    apply();

    assertThat(realm().path("browserFlow").asText()).isEqualTo(BROWSER_FLOW);
    assertThat(apply()).isEmpty();
  }

  @Test
  void applyWhenTheDescriptionNamesAMissingProviderThenItSaysSoAndChangesNothing()
      throws IOException {
    edit("flows/yoyo-browser.json", "\"organization-enabled\"", "\"no-such-step\"");
    edit("realm.json", "\"length(13)\"", "\"length(15)\"");
    JsonNode before = realm();

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(this::applyEdited)
        .withMessage(
            "flows/yoyo-browser.json: the server lacks provider no-such-step (authenticator): is"
                + " the jar in providers/, and was kc.sh build run?");
    assertThat(realm()).isEqualTo(before);
  }

  @Test
  void applyWhenTheBlockListIsNotOnTheServerThenItSaysWhereItBelongs() throws IOException {
    edit("realm.json", "yoyo-passwords.txt", "no-such-list.txt");
    JsonNode before = realm();

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(this::applyEdited)
        .withMessageStartingWith("realm.json: ")
        .withMessageContaining("data/password-blacklists of every Keycloak node");
    assertThat(realm()).isEqualTo(before);
  }

  @Test
  void applyWhenAValueIsMissingThenItSaysWhichAndWhere() {
    environment = new HashMap<>(environment);
    environment.remove("YOYO_SMTP_HOST");

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(this::apply)
        .withMessage(
            "realm.json: smtpServer.host: the environment value YOYO_SMTP_HOST is missing");
  }

  @Test
  void applyWhenTheAdministratorIsRefusedThenThePasswordIsNotShown() {
    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(
            () ->
                RealmConfig.apply(
                    stack.keycloakUrl(), "nobody-of-that-name", "hunter2", environment))
        .withMessageContaining("refuses the administrator")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void applyWhenTheOperatorAddedSomethingThenItStays() {
    attribute("operator.note", "kept");
    text("operatorsOwn", "kept");
    text("helpDeskPhone", "03-0000-0000");
    text("profile.attributes.department", "changed");
    try {
      assertThat(apply())
          .extracting(Change::field)
          .containsExactly("profile.attributes.department");
      JsonNode texts = admin.get("/localization/ja").expect(200).body();
      assertThat(texts.path("operatorsOwn").asText()).isEqualTo("kept");
      assertThat(texts.path("helpDeskPhone").asText()).isEqualTo("03-0000-0000");
      assertThat(texts.path("profile.attributes.department").asText()).isEqualTo("部署");
      // Attributes are replaced as a whole where one of them differs.
      attribute("temporaryPassword.validity", "60");
      apply();
      assertThat(realm().path("attributes").path("operator.note").asText()).isEqualTo("kept");
    } finally {
      admin.send("DELETE", "/localization/ja/operatorsOwn", null);
      admin.send("DELETE", "/localization/ja/helpDeskPhone", null);
      changeRealm(realm -> realm.withObject("/attributes").remove("operator.note"));
    }
  }

  @Test
  void applyWhenAPolicyIsEditedThenItIsInForceAtOnce() throws IOException {
    edit("realm.json", "\"failureFactor\": 5", "\"failureFactor\": 7");

    assertThat(applyEdited()).containsExactly(new Change("realm.json", "failureFactor", "5", "7"));
    assertThat(realm().path("failureFactor").asInt()).isEqualTo(7);
  }

  private List<Change> apply() {
    return RealmConfig.apply(
        stack.keycloakUrl(), stack.admin().user(), stack.admin().password(), environment);
  }

  private List<Change> applyEdited() {
    return RealmConfig.of(RealmDescription.in(folder.resolve("realm")))
        .applyTo(stack.keycloakUrl(), stack.admin().user(), stack.admin().password(), environment);
  }

  private void edit(String file, String text, String replacement) throws IOException {
    Path path = folder.resolve("realm").resolve(file);
    String original = Files.readString(path);
    assertThat(original).contains(text);
    Files.writeString(path, original.replace(text, replacement));
  }

  /** What the stack filled in, as the realm shows it. */
  private Map<String, String> environment() {
    JsonNode realm = realm();
    JsonNode smtp = realm.path("smtpServer");
    JsonNode app = client("token-issuer-app");
    return Map.of(
        "YOYO_LOGIN_URL", realm.path("attributes").path("frontendUrl").asText(),
        "YOYO_SMTP_HOST", smtp.path("host").asText(),
        "YOYO_SMTP_PORT", smtp.path("port").asText(),
        "YOYO_SMTP_FROM", smtp.path("from").asText(),
        "YOYO_SMTP_STARTTLS", smtp.path("starttls").asText(),
        "YOYO_SECOND_FACTOR", "off",
        "YOYO_NEW_DEVICE_MAIL", "off",
        "YOYO_TOKEN_ISSUER_APP_URL", app.path("rootUrl").asText(),
        "YOYO_TOKEN_ISSUER_APP_SECRET", app.path("secret").asText());
  }

  private JsonNode realm() {
    return admin.get("").expect(200).body();
  }

  private void changeRealm(Consumer<ObjectNode> change) {
    ObjectNode realm = (ObjectNode) realm();
    change.accept(realm);
    admin.send("PUT", "", realm).expect(204);
  }

  private void attribute(String name, String value) {
    changeRealm(realm -> realm.withObject("/attributes").put(name, value));
  }

  private JsonNode client(String clientId) {
    return admin.get("/clients?clientId=" + clientId).expect(200).body().get(0);
  }

  private void setDirectGrants(String clientId, boolean allowed) {
    ObjectNode client = (ObjectNode) client(clientId);
    admin
        .send(
            "PUT",
            "/clients/" + client.path("id").asText(),
            client.put("directAccessGrantsEnabled", allowed))
        .expect(204);
  }

  private void text(String key, String text) {
    admin.send("POST", "/localization/ja", Map.of(key, text)).expect(204);
  }

  private JsonNode executions() {
    return admin.get("/authentication/flows/" + BROWSER_FLOW + "/executions").expect(200).body();
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (JsonNode execution : executions()) {
      String name =
          execution.path("authenticationFlow").asBoolean()
              ? execution.path("displayName").asText()
              : execution.path("providerId").asText();
      steps.add(name + " " + execution.path("requirement").asText());
    }
    return steps;
  }

  private String execution(String provider) {
    for (JsonNode execution : executions()) {
      if (execution.path("providerId").asText().equals(provider)) {
        return execution.path("id").asText();
      }
    }
    throw new AssertionError("No step " + provider);
  }

  private Set<String> flowAliases() {
    Set<String> aliases = new TreeSet<>();
    admin
        .get("/authentication/flows")
        .expect(200)
        .body()
        .forEach(f -> aliases.add(f.path("alias").asText()));
    return aliases;
  }

  private ObjectNode flow(String alias) {
    for (JsonNode flow : admin.get("/authentication/flows").expect(200).body()) {
      if (flow.path("alias").asText().equals(alias)) {
        ObjectNode bare = (ObjectNode) flow;
        bare.remove("authenticationExecutions");
        return bare;
      }
    }
    throw new AssertionError("No flow " + alias);
  }

  /** Opens the login page again and again; the status codes that came, and the flow in force. */
  private Set<String> watchUntil(AtomicBoolean done) {
    HttpRequest page =
        HttpRequest.newBuilder(
                URI.create(
                    stack.keycloakUrl()
                        + "/realms/yoyo/protocol/openid-connect/auth?client_id=account-console"
                        + "&response_type=code&scope=openid&code_challenge_method=S256"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                        + "&redirect_uri="
                        + stack.keycloakUrl()
                        + "/realms/yoyo/account/"))
            .build();
    Set<String> seen = new TreeSet<>();
    try {
      do {
        int status = http.send(page, HttpResponse.BodyHandlers.discarding()).statusCode();
        seen.add(status + " " + realm().path("browserFlow").asText());
      } while (!done.get());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return seen;
  }
}
