package jp.yoyo.id.acceptance.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A temporary password opens nothing but the page on which it is changed, and not for long. */
@ExtendWith(SharedStack.class)
final class TemporaryPasswordIT {

  private static final String OTHER_PASSWORD = "Kaede-Mominoki-17!";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  TemporaryPasswordIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  private TestOrganization facility() {
    return organizations.a();
  }

  private Newcomer newcomer() {
    return Newcomer.registered(stack, organizations, api, facility());
  }

  private void withSetting(String name, String value, Runnable task) {
    String before = setting(name, value);
    try {
      task.run();
    } finally {
      setting(name, before);
    }
  }

  /** Sets an attribute of the realm and gives what it was before. */
  private String setting(String name, String value) {
    ObjectNode realm = (ObjectNode) admin.get("").expect(200).body();
    ObjectNode attributes = (ObjectNode) realm.path("attributes");
    String before = attributes.path(name).asText();
    attributes.put(name, value);
    admin.send("PUT", "", realm).expect(204);
    return before;
  }

  private FormBrowser browser() {
    return new FormBrowser(stack);
  }

  @Test
  void issueWhenDoneThenOnlyTheMailHoldsThePassword() throws IOException, SQLException {
    Instant before = Instant.now();
    Map<String, Object> person = organizations.newMember();
    Reply registered =
        api.post(facility().members(), facility().administrator().token(), person).expect(201);
    String email = registered.body().path("email").asText();
    ReceivedMail mail = stack.inbox().awaitMessage(email, before);
    String password = Actors.temporaryPasswordIn(mail);

    assertThat(password).matches("[A-HJ-NP-Za-hjnrt2-9_]{16}").contains("_");
    assertThat(mail.text()).doesNotContain(registered.body().path("userId").asText() + "\n");
    assertThat(registered.toString()).doesNotContain(password);
    assertThat(admin.get("/events?max=200").text()).doesNotContain(password);
    assertThat(admin.get("/admin-events?max=200").text()).doesNotContain(password);
    assertThat(Files.readString(stack.keycloakLog())).doesNotContain(password);
    assertThat(tablesWith(password)).isEmpty();
    assertThat(tablesWith(registered.body().path("userId").asText()))
        .as("the search itself works")
        .contains("user_entity");
  }

  private List<String> tablesWith(String text) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database()) {
      for (String table : tables(connection)) {
        try (PreparedStatement query =
            connection.prepareStatement(
                "select exists (select 1 from \""
                    + table
                    + "\" row where position(? in row::text) > 0)")) {
          query.setString(1, text);
          try (ResultSet result = query.executeQuery()) {
            if (result.next() && result.getBoolean(1)) {
              found.add(table);
            }
          }
        }
      }
    }
    return found;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select table_name from information_schema.tables"
                    + " where table_schema = 'public' and table_type = 'BASE TABLE'");
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        tables.add(result.getString(1));
      }
    }
    return tables;
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl(), stack.database().user(), stack.database().password());
  }

  @Test
  void loginWhenExpiredThenThePageSaysSoAndThereIsNoSession() {
    Newcomer newcomer = newcomer();
    withSetting(
        "temporaryPassword.validity",
        "1",
        () -> {
          awaitExpiry();
          FormBrowser browser = browser().logIn(newcomer.userId(), newcomer.temporaryPassword());

          assertThat(browser.status()).isEqualTo(403);
          assertThat(browser.html()).contains("仮パスワードの有効期限が切れています。");
          assertThat(browser.isOnChangePage()).isFalse();
          assertThat(admin.sessions(newcomer.id())).isZero();
          assertThat(lastEvents(newcomer)).contains("temporary_password_expired");
        });
    assertThat(browser().logIn(newcomer.userId(), newcomer.temporaryPassword()).isOnChangePage())
        .as("it was the age that was refused")
        .isTrue();
  }

  @Test
  void loginWhenExpiredAndPasswordWrongThenNothingIsSaidOfExpiry() {
    Newcomer newcomer = newcomer();
    withSetting(
        "temporaryPassword.validity",
        "1",
        () -> {
          awaitExpiry();
          FormBrowser browser = browser().logIn(newcomer.userId(), OTHER_PASSWORD);

          assertThat(browser.isOnLoginPage()).isTrue();
          assertThat(browser.html()).doesNotContain("有効期限");
        });
  }

  @Test
  void loginWhenExpiredManyTimesThenNobodyIsLockedOut() {
    Newcomer newcomer = newcomer();
    withSetting(
        "temporaryPassword.validity",
        "1",
        () -> {
          awaitExpiry();
          for (int i = 0; i < 6; i++) {
            browser().logIn(newcomer.userId(), newcomer.temporaryPassword());
          }
        });
    assertThat(browser().logIn(newcomer.userId(), newcomer.temporaryPassword()).isOnChangePage())
        .isTrue();
  }

  private static void awaitExpiry() {
    try {
      Thread.sleep(2_000); // the validity is counted in whole seconds
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  @Test
  void reissueWhenDoneThenFormerPasswordSessionsAndTokensAreDead() throws IOException {
    Newcomer newcomer = newcomer();
    FormBrowser browser =
        browser()
            .logIn(newcomer.userId(), newcomer.temporaryPassword())
            .changePassword(Actors.PASSWORD);
    JsonNode tokens = new ObjectMapper().readTree(browser.tokens().body());

    Newcomer again = newcomer.reissued(stack, api, facility());

    assertThat(admin.sessions(newcomer.id())).isZero();
    assertThat(browser.refresh(tokens.path("refresh_token").asText()).statusCode()).isEqualTo(400);
    assertThat(browser.userInfo(tokens.path("access_token").asText()).statusCode()).isEqualTo(401);
    assertThat(browser.openLogin().isOnLoginPage()).as("cookie").isTrue();
    assertThat(browser().logIn(newcomer.userId(), Actors.PASSWORD).isOnLoginPage()).isTrue();
    assertThat(browser().logIn(newcomer.userId(), newcomer.temporaryPassword()).isOnLoginPage())
        .isTrue();
    unlock(newcomer); // two misses within a second
    assertThat(browser().logIn(again.userId(), again.temporaryPassword()).isOnChangePage())
        .isTrue();
  }

  @Test
  void changeWhenReissuedMeanwhileThenRefused() {
    Newcomer newcomer = newcomer();
    FormBrowser browser = browser().logIn(newcomer.userId(), newcomer.temporaryPassword());
    Newcomer again = newcomer.reissued(stack, api, facility());

    browser.changePassword(OTHER_PASSWORD);

    assertThat(browser.status()).isEqualTo(409);
    assertThat(browser.html()).contains("パスワードはすでに変更されています");
    assertThat(lastEvents(newcomer)).contains("password_already_changed");
    assertThat(browser().logIn(newcomer.userId(), OTHER_PASSWORD).isOnLoginPage()).isTrue();
    assertThat(browser().logIn(again.userId(), again.temporaryPassword()).isOnChangePage())
        .isTrue();
  }

  @Test
  void reissueWhenSeveralAtOnceThenOneValidPasswordIsLeft() {
    Newcomer newcomer = newcomer();
    Instant before = Instant.now();
    List<Integer> answers = new ArrayList<>();
    withSetting(
        "temporaryPassword.reissuesPerHour",
        "20",
        () -> {
          answers.addAll(atOnce(6, i -> newcomer.reissue(api, facility()).status()));
        });
    assertThat(answers).containsOnly(204);
    List<String> passwords =
        stack.inbox().messagesTo(newcomer.email()).stream()
            .filter(mail -> !mail.receivedAt().isBefore(before))
            .map(Actors::temporaryPasswordIn)
            .toList();

    assertThat(passwords).hasSize(6).doesNotHaveDuplicates();
    // Five misses would lock the account; the lock is not what is tested here.
    List<String> valid = new ArrayList<>();
    for (String password : passwords) {
      if (browser().logIn(newcomer.userId(), password).isOnChangePage()) {
        valid.add(password);
      }
      unlock(newcomer);
    }
    assertThat(valid).hasSize(1);
  }

  @Test
  void changeWhenSixBrowsersAtOnceThenOneSucceeds() {
    Newcomer newcomer = newcomer();
    List<FormBrowser> browsers =
        IntStream.range(0, 6)
            .mapToObj(i -> browser().logIn(newcomer.userId(), newcomer.temporaryPassword()))
            .toList();

    atOnce(6, i -> browsers.get(i).changePassword("Kaede-Mominoki-" + i + "x!"));

    List<FormBrowser> winners = browsers.stream().filter(FormBrowser::isLoggedIn).toList();
    assertThat(winners).hasSize(1);
    assertThat(browsers.stream().filter(it -> it.status() == 409)).hasSize(5);
    int winner = browsers.indexOf(winners.get(0));
    assertThat(browser().logIn(newcomer.userId(), "Kaede-Mominoki-" + winner + "x!").isLoggedIn())
        .isTrue();
  }

  @Test
  void changeWhenDisabledMeanwhileThenNothingChangesAndThereIsNoSession() {
    Newcomer newcomer = newcomer();
    FormBrowser browser = browser().logIn(newcomer.userId(), newcomer.temporaryPassword());
    enable(newcomer, false);

    browser.changePassword(OTHER_PASSWORD);

    assertThat(browser.isLoggedIn()).isFalse();
    assertThat(browser.status()).isBetween(400, 499);
    assertThat(admin.sessions(newcomer.id())).isZero();
    enable(newcomer, true);
    assertThat(browser().logIn(newcomer.userId(), OTHER_PASSWORD).isOnLoginPage()).isTrue();
    assertThat(browser().logIn(newcomer.userId(), newcomer.temporaryPassword()).isOnChangePage())
        .isTrue();
  }

  private void enable(Newcomer newcomer, boolean enabled) {
    api.put(
            newcomer.path(facility()) + "/enabled",
            facility().administrator().token(),
            Map.of("enabled", enabled))
        .expect(204);
  }

  @Test
  void changeWhenAnotherClientIsAskedThenTheChangePageComes() {
    Newcomer newcomer = newcomer();
    FormBrowser browser = browser().logIn(newcomer.userId(), newcomer.temporaryPassword());

    browser.openLogin(Map.of("client_id", "security-admin-console"));

    assertThat(browser.isLoggedIn()).isFalse();
    assertThat(admin.sessions(newcomer.id())).isZero();
  }

  @Test
  void changeWhenAskedForAsAnActionThenItCannotBeCancelled() {
    Newcomer newcomer = newcomer();
    FormBrowser browser =
        browser()
            .openLogin(Map.of("kc_action", "UPDATE_PASSWORD"))
            .submit(
                Map.of("username", newcomer.userId(), "password", newcomer.temporaryPassword()));

    browser.submit(Map.of("cancel-aia", "true"));

    assertThat(browser.isOnChangePage()).isTrue();
    assertThat(admin.sessions(newcomer.id())).isZero();
  }

  @Test
  void loginWhenRealmAdministratorSetsATemporaryPasswordThenItExpiresToo() {
    Newcomer newcomer = newcomer();
    setPassword(newcomer, OTHER_PASSWORD, true);

    assertThat(browser().logIn(newcomer.userId(), OTHER_PASSWORD).isOnChangePage()).isTrue();
    withSetting(
        "temporaryPassword.validity",
        "1",
        () -> {
          awaitExpiry();
          assertThat(browser().logIn(newcomer.userId(), OTHER_PASSWORD).status()).isEqualTo(403);
        });
  }

  @Test
  void loginWhenRealmAdministratorSetsAnOrdinaryPasswordThenItIsNotTemporary() {
    Newcomer newcomer = newcomer();
    setPassword(newcomer, OTHER_PASSWORD, false);

    assertThat(browser().logIn(newcomer.userId(), OTHER_PASSWORD).isLoggedIn()).isTrue();
    assertThat(
            admin
                .get("/users/" + newcomer.id())
                .expect(200)
                .body()
                .path("attributes")
                .has("temporaryPasswordIssuedAt"))
        .isFalse();
  }

  private void setPassword(Newcomer newcomer, String password, boolean temporary) {
    admin
        .send(
            "PUT",
            "/users/" + newcomer.id() + "/reset-password",
            Map.of("type", "password", "value", password, "temporary", temporary))
        .expect(204);
  }

  @Test
  void reissueWhenTooOftenThenRefusedWithTheTimeToWait() {
    Newcomer newcomer = newcomer();
    for (int i = 0; i < 3; i++) {
      newcomer.reissue(api, facility()).expect(204);
    }

    Reply refused = newcomer.reissue(api, facility());

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_000, 3_600);
  }

  @Test
  void reissueWhenMailIsRefusedThenFormerPasswordStaysAndNothingIsCounted() {
    Newcomer newcomer = newcomer();
    stack.inbox().setMode(Inbox.Mode.REFUSE);
    try {
      for (int i = 0; i < 4; i++) {
        assertThat(newcomer.reissue(api, facility()).status()).isEqualTo(502);
      }
    } finally {
      stack.inbox().setMode(Inbox.Mode.NORMAL);
    }
    assertThat(browser().logIn(newcomer.userId(), newcomer.temporaryPassword()).isOnChangePage())
        .isTrue();
    newcomer.reissued(stack, api, facility());
  }

  @Test
  void reissueWhenMailServerHangsThenNoDatabaseConnectionIsHeld() throws Exception {
    Newcomer newcomer = newcomer();
    facility().administrator().token();
    stack.inbox().setMode(Inbox.Mode.HANG);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> answer = other.submit(() -> newcomer.reissue(api, facility()).status());
      Thread.sleep(2_000); // by now it waits for the mail server
      assertThat(answer.isDone()).as("still waiting").isFalse();
      assertThat(openTransactions()).isZero();
      assertThat(answer.get()).isEqualTo(502);
    } finally {
      stack.inbox().setMode(Inbox.Mode.NORMAL);
      other.shutdown();
    }
  }

  /** Transactions of Keycloak that are open at the moment and do nothing. */
  private int openTransactions() throws SQLException {
    try (Connection connection = database();
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and state like 'idle in transaction%'"
                    + " and state_change < now() - interval '500 milliseconds'");
        ResultSet result = query.executeQuery()) {
      result.next();
      return result.getInt(1);
    }
  }

  private void unlock(Newcomer newcomer) {
    admin.send("DELETE", "/attack-detection/brute-force/users/" + newcomer.id(), null).expect(204);
  }

  private String lastEvents(Newcomer newcomer) {
    return admin.get("/events?max=5&user=" + newcomer.id()).expect(200).text();
  }

  private interface Numbered<T> {
    T run(int i) throws Exception;
  }

  private static <T> List<T> atOnce(int times, Numbered<T> task) {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        tasks.add(() -> task.run(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdown();
    }
  }
}
