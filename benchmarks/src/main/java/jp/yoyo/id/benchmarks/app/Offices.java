package jp.yoyo.id.benchmarks.app;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;

/**
 * A central office, the federation of 東京都 and 千代田区, each with an administrator who is logged in to
 * the companion app: registered and issued on its pages.
 */
final class Offices {

  static final String FEDERATION = "r-13";
  static final String MUNICIPALITY = "m-131016";

  private static final String CENTRAL = "bench-central";

  /** In the mails the temporary password has a line of its own; no other line looks like it. */
  private static final Pattern TEMPORARY_PASSWORD =
      Pattern.compile("(?m)^([A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)\\s*$");

  private final DevStack stack;
  private final URI app;
  private final String password = "Bench-" + UUID.randomUUID() + "!";
  private final AppVisit central;
  private final AppVisit federation;
  private final AppVisit municipality;

  private Offices(DevStack stack) {
    this.stack = stack;
    this.app = stack.companionAppUrl().orElseThrow();
    Instant before = Instant.now();
    JsonApi.ofAdministrator(stack.keycloakUrl(), stack.admin().user(), stack.admin().password())
        .post(
            "/admin/realms/" + DevStack.REALM + "/root-organizations",
            Map.of(
                "alias",
                CENTRAL,
                "type",
                "central",
                "displayName",
                "試験中央会",
                "administrator",
                Map.of(
                    "userId", CENTRAL,
                    "lastName", "予防",
                    "firstName", "花子",
                    "lastNameKana", "ヨボウ",
                    "firstNameKana", "ハナコ",
                    "email", address(CENTRAL),
                    "phoneNumber", "03-0000-0000",
                    "department", "事務")));
    central = firstLogin(CENTRAL, before);
    register("federation", "");
    register("municipality", "");
    federation = issue(FEDERATION);
    municipality = issue(MUNICIPALITY);
  }

  static Offices open(DevStack stack) {
    return new Offices(stack);
  }

  AppVisit central() {
    return central;
  }

  AppVisit federation() {
    return federation;
  }

  AppVisit municipality() {
    return municipality;
  }

  private void register(String type, String prefecture) {
    String path = "/offices/register";
    Page confirm = central.open(path + "?type=" + type + "&prefecture=" + prefecture);
    requireSuccess(central.send(confirm.formTo(path)));
  }

  private AppVisit issue(String alias) {
    Instant before = Instant.now();
    String path = "/offices/" + alias + "/administrator";
    requireSuccess(
        central.send(
            central
                .open(path)
                .formTo(path)
                .with("lastName", "予防")
                .with("firstName", "花子")
                .with("email", address(alias))
                .with("userId", alias + "-admin")));
    return firstLogin(alias, before);
  }

  static Page requireSuccess(Page page) {
    if (page.status() != 200 || !page.error().isEmpty()) {
      throw page.insteadOf("success");
    }
    return page;
  }

  private AppVisit firstLogin(String alias, Instant before) {
    ReceivedMail mail = stack.inbox().awaitMessage(address(alias), before);
    Matcher matcher = TEMPORARY_PASSWORD.matcher(mail.text());
    if (!matcher.find()) {
      throw new IllegalStateException("No temporary password in the mail " + mail.subject());
    }
    String userId = alias.equals(CENTRAL) ? CENTRAL : alias + "-admin";
    return AppVisit.firstLogin(app, userId, matcher.group(1), password);
  }

  private static String address(String alias) {
    return alias + "@office.example";
  }
}
