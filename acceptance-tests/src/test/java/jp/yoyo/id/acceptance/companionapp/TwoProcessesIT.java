package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.app.CompanionAppServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two processes on one database, as behind a load balancer without sticky sessions: a browser sends
 * the cookie of one to the other, since cookies know no ports.
 */
@ExtendWith({SharedStack.class, Browsers.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoProcessesIT {

  private static final int ROWS = 30;

  private static final String HEAD =
      "医療機関コード,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,管理者の姓,管理者の名,管理者のメールアドレス," + "ユーザID（希望）";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final RealmAdmin admin;
  private final CompanionAppServer second;

  TwoProcessesIT(DevStack stack, TestOrganizations organizations, Actors actors, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
    this.admin = admin;
    // What a process that dies had taken is taken over when its lease has run out.
    this.second = stack.startSecondCompanionApp(Map.of("APP_OUTBOX_LEASE", "30s"));
  }

  @BeforeAll
  void isAnother() {
    assertThat(second.url()).isNotEqualTo(stack.companionAppUrl().orElseThrow());
  }

  @AfterAll
  void stop() {
    second.stop();
  }

  @Test
  @Order(1)
  void sessionWhenBegunAtOneThenGoesOnAtTheOtherUntilKeycloakEndsIt(Browsers.Desk desk) {
    Actor officer = organizations.m1Officer();
    Portal one = Portal.of(officer, stack, desk);
    Portal other = new Portal(one.visit(), second.url());

    for (int i = 0; i < 3; i++) {
      assertThat(other.open("/facilities")).isEqualTo(200);
      assertThat(other.heading()).isEqualTo("医療機関マスタ");
      assertThat(one.open("/issuance")).isEqualTo(200);
    }
    // The token against forged requests is the session's, too: a form of the one is taken by the
    // other.
    other.open("/facilities");
    other.visit().send("button[name='language'][value='en']");
    assertThat(other.visit().find("html").getAttribute("lang")).isEqualTo("en");

    // Keycloak tells one of them; the session ends at both.
    admin.send("POST", "/users/" + officer.id() + "/logout", null).expect(204);
    one.visit().page().navigate(second.url() + "/facilities");
    one.visit().find("#kc-login").waitFor();
  }

  @Test
  @Order(2)
  void runWhenOneDiesInTheMiddleThenTheOtherFinishesAndNothingIsDoneTwice(Browsers.Desk desk) {
    TestOrganization municipality = organizations.municipality("131091", "品川区");
    Actor officer = organizations.registered(municipality, "officer");
    List<FacilityToRegister> facilities = new ArrayList<>();
    IntStream.range(0, ROWS)
        .forEach(i -> facilities.add(FacilityToRegister.named("第" + i + "診療所", "ダイシンリョウジョ")));
    String file =
        HEAD
            + "\r\n"
            + facilities.stream().map(TwoProcessesIT::row).collect(Collectors.joining("\r\n"))
            + "\r\n";
    Portal one = Portal.of(officer, stack, desk);
    Instant before = Instant.now();
    one.open("/issuance/runs/new");
    one.visit()
        .find("#file")
        .setInputFiles(
            new FilePayload("発行.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
    one.press("内容を確認する");
    String run = one.path();
    one.press(ROWS + "件を発行する");
    awaitMails(facilities, 3);

    second.kill();

    one.open(run);
    one.reloadUntil("完了");
    assertThat(one.text()).contains("%d／%d件（発行済%d、".formatted(ROWS, ROWS, ROWS));
    facilities.forEach(
        each -> assertThat(actors.awaitTemporaryPassword(each.email(), before)).isNotBlank());
    for (FacilityToRegister each : facilities) {
      assertThat(stack.inbox().messagesTo(each.email())).as(each.code()).hasSize(1);
    }
    one.open("/facilities");
    assertThat(one.text()).contains("全" + ROWS + "件");
  }

  private void awaitMails(List<FacilityToRegister> facilities, int wanted) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (facilities.stream()
            .filter(each -> !stack.inbox().messagesTo(each.email()).isEmpty())
            .count()
        < wanted) {
      if (System.nanoTime() > end) {
        throw new AssertionError("No mails");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
    }
  }

  private static String row(FacilityToRegister facility) {
    return String.join(
        ",",
        facility.code(),
        facility.name(),
        facility.kana(),
        "112-0001",
        "東京都文京区1-1",
        "03-1234-5678",
        "医療法人若葉会",
        "予防",
        "花子",
        facility.email(),
        facility.userId());
  }
}
