package jp.yoyo.id.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.ClinicSystem;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.companionapp.FacilityToRegister;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keycloak fails when a facility claims its token: the code stays good. The companion app fails:
 * clinic systems do not notice.
 */
@ExtendWith(FaultStack.class)
final class FacilityTokenFaultsIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int UNAVAILABLE = 503;
  private static final Pattern CODE = Pattern.compile("\\b[2-9A-Z]{4}(-[2-9A-Z]{4}){3}\\b");
  private static final Pattern TOKEN = Pattern.compile("yyft_[0-9A-Za-z_]{95}");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final ClinicSystem clinicSystem;
  private final FacilityToRegister facility = FacilityToRegister.named("若葉クリニック", "ワカバクリニック");
  private final Sql sql;

  FacilityTokenFaultsIT(
      DevStack stack, TestOrganizations organizations, Actors actors, @TempDir Path directory) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
    this.clinicSystem = new ClinicSystem(stack, directory);
    this.sql = new Sql(stack);
  }

  @AfterEach
  void close() {
    sql.close();
  }

  @Test
  void claimWhenKeycloakIsDownThenTheCodeStaysGoodAndTheAppMayGoDownAfterwards() {
    Actor administrator = organizations.municipality("131156", "杉並区").administrator();
    AppVisit officer = AppVisit.logIn(app(), administrator.userId(), administrator.password());
    AppVisit clinic = registered(officer);
    String code = handedOver(clinic, officer);
    Page claim = clinic.open("/facility-tokens/claim");
    Page.Form form = claim.formTo("/facility-tokens/claim").with("code", code);

    stack.stopKeycloak();
    Page refused = clinic.send(form);
    stack.restartKeycloak();

    assertThat(refused.status()).isEqualTo(UNAVAILABLE);
    assertThat(refused.html()).doesNotContain("yyft_");
    assertThat(tokens()).as("not half there").isZero();
    // The same form, the same login.
    Matcher token = TOKEN.matcher(clinic.send(form).html());
    assertThat(token.find()).isTrue();
    assertThat(tokens()).isEqualTo(1);
    String accessToken = clinicSystem.accessToken(token.group());
    clinicSystem.self(accessToken).expect(200);

    stack.killCompanionApp();
    for (int i = 0; i < 20; i++) {
      clinicSystem.exchange(token.group()).expect(200);
    }
    stack.restartCompanionApp();

    clinicSystem.self(accessToken).expect(200);
    // The API cannot tell whether a facility is suspended, and says so instead of yes.
    stack.stopKeycloak();
    assertThat(clinicSystem.self(accessToken).status()).isEqualTo(UNAVAILABLE);
    stack.restartKeycloak();
    clinicSystem.self(clinicSystem.accessToken(token.group())).expect(200);
  }

  private long tokens() {
    return sql.number(
        """
        select count(*) from credential c join user_entity u on u.id = c.user_id
          join org o on o.id = u.service_account_client_link
        where c.type = 'facility-token' and o.name like ?
        """,
        facility.code() + "%");
  }

  private URI app() {
    return stack.companionAppUrl().orElseThrow();
  }

  /** The administrator of a facility whose entry in the register is complete. */
  private AppVisit registered(AppVisit officer) {
    Instant before = Instant.now();
    Page.Form form = officer.open("/issuance/new").formTo("/issuance/new");
    for (Map.Entry<String, String> each : facility.typed().entrySet()) {
      form = form.with(each.getKey(), each.getValue());
    }
    Page unused = officer.send(form);
    AppVisit clinic =
        AppVisit.firstLogin(
            app(),
            facility.userId(),
            actors.awaitTemporaryPassword(facility.email(), before),
            Actors.PASSWORD);
    Page saved =
        clinic.send(
            clinic
                .open("/facility/edit")
                .formTo("/facility/edit")
                .with("representative", "予防 太郎")
                .with("contactMail", facility.email()));
    assertThat(saved.error()).isEmpty();
    return clinic;
  }

  /** The claim code, after application, review and approval. */
  private String handedOver(AppVisit clinic, AppVisit officer) {
    String path = "/facility-tokens/applications/new";
    Page draft =
        clinic.send(
            clinic
                .open(path)
                .formTo(path)
                .with("contactName", "予防 次郎")
                .with("appName", "予防接種アプリ")
                .with("appVendor", "アプリ提供事業者")
                .with("connection", "internet")
                .with("terminal", "受付端末1")
                .with("terminals", "1")
                .with("way", "mail")
                .with("consent", "true"));
    String application = draft.address().getPath();
    assertThat(application).as(draft.error()).doesNotEndWith("new");
    Page unused = clinic.send(draft.formTo(application + "/submit"));
    String review =
        "/facility-token-reviews/" + application.substring(application.lastIndexOf('/') + 1);
    decide(officer, review, "forward");
    Actor approver = organizations.registered(organizations.centralOffice(), "officer");
    decide(AppVisit.logIn(app(), approver.userId(), approver.password()), review, "approve");
    Instant before = Instant.now();
    unused = officer.send(officer.open(review).formTo(review + "/mail"));
    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                facility.email(),
                before,
                received -> received.text().contains("受領コードをお送りします"),
                LIMIT);
    Matcher code = CODE.matcher(mail.text());
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private static void decide(AppVisit officer, String review, String command) {
    Page decided =
        officer.send(officer.open(review).formTo(review + "/decision").with("command", command));
    assertThat(decided.error()).isEmpty();
  }
}
