package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** アカウントの状況: what Keycloak knows of accounts, for those who may see them. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AccountsIT {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;

  AccountsIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
  }

  @Test
  void accountsWhenOfAnOrganizationThenWhatIsAmissWithEach(Browsers.Desk desk) {
    TestOrganization clinic = organizations.newFacility();
    Actor administrator = clinic.administrator();
    JsonNode waiting = organizations.registeredOnly(clinic, "accountant");
    String path = "/organizations/" + clinic.alias() + "/accounts";

    JsonNode all = api.get(path, administrator.token()).expect(OK).body();
    assertThat(all.path("total").asInt()).isEqualTo(2);
    assertThat(all.at("/totals/neverLoggedIn").asInt()).isEqualTo(1);
    assertThat(all.at("/totals/withoutSecondFactor").asInt()).isEqualTo(1);
    assertThat(all.at("/totals/unused").asInt()).isZero();
    JsonNode never =
        api.get(path + "?condition=never-logged-in", administrator.token()).expect(OK).body();
    assertThat(never.at("/items/0/userId").asText()).isEqualTo(waiting.path("userId").asText());
    assertThat(never.at("/items/0").has("lastLogin")).isFalse();
    assertThat(never.at("/items/0/administrator").asBoolean()).isFalse();
    long later = Instant.now().plusSeconds(60).toEpochMilli();
    JsonNode unused =
        api.get(
                path + "?condition=unused&unusedSince=" + later + "&max=1&first=1",
                administrator.token())
            .expect(OK)
            .body();
    assertThat(unused.path("total").asInt()).isEqualTo(2);
    assertThat(unused.path("items")).hasSize(1);
    for (String wrong : new String[] {"?condition=x", "?of=x", "?unusedSince=x", "?max=0"}) {
      api.get(path + wrong, administrator.token()).expect(BAD_REQUEST);
    }

    // Those who supervise see the administrators below, and nobody else's.
    TestOrganization city = organizations.m1();
    String below = "/organizations/" + city.alias() + "/accounts?of=supervised&max=200";
    List<String> supervised = new ArrayList<>();
    JsonNode items;
    do {
      items =
          api.get(below + "&first=" + supervised.size(), city.administrator().token())
              .expect(OK)
              .body()
              .path("items");
      supervised.addAll(items.findValuesAsText("userId"));
    } while (!items.isEmpty());
    assertThat(supervised)
        .contains(administrator.userId())
        .doesNotContain(waiting.path("userId").asText());
    api.get(below, administrator.token()).expect(NOT_FOUND);
    api.get(path + "?of=supervised", administrator.token()).expect(OK);
    api.get(path, city.administrator().token()).expect(FORBIDDEN);

    // The central office sees all of them, however far below, and those of one municipality alone.
    Actor central = organizations.centralOffice().administrator();
    String ofCentral =
        "/organizations/"
            + organizations.centralOffice().alias()
            + "/accounts?of=supervised&max=200";
    JsonNode ofCity =
        api.get(ofCentral + "&supervisorCode=" + city.code(), central.token()).expect(OK).body();
    assertThat(userIds(ofCity))
        .contains(administrator.userId(), city.administrator().userId())
        .doesNotContain(organizations.b1().userId());
    assertThat(api.get(ofCentral, central.token()).expect(OK).body().path("total").asInt())
        .isGreaterThan(ofCity.path("total").asInt());
    assertThat(total(ofCentral + "&prefecture=47&supervisorCode=" + city.code(), central)).isZero();
    // A code of somewhere else shows nothing of it.
    String elsewhere = below + "&supervisorCode=" + organizations.m2().code();
    assertThat(total(elsewhere, city.administrator())).isZero();
    for (String wrong : new String[] {"&prefecture=x", "&supervisorCode=%25"}) {
      api.get(ofCentral + wrong, central.token()).expect(BAD_REQUEST);
    }
    Portal everything = Portal.of(central, stack, desk);
    everything.look("/accounts", "app-accounts-central-chooses");
    everything.look("/accounts?prefecture=13", "app-accounts-central");

    Portal office = Portal.of(city.administrator(), stack, desk);
    office.open("/accounts?condition=without-second-factor");
    assertThat(office.text()).contains("二要素認証が未設定の管理者").contains("メールで知らせる");
    office.visit().look("app-accounts");
    office.follow("メールで知らせる");
    office.visit().look("app-accounts-remind");
    Portal own = Portal.of(administrator, stack, desk, Language.EN);
    own.look("/accounts?condition=unused", "app-accounts-own");
    own.look("/accounts", "app-accounts");
  }

  private int total(String path, Actor actor) {
    return api.get(path, actor.token()).expect(OK).body().path("total").asInt();
  }

  private static List<String> userIds(JsonNode page) {
    return page.path("items").findValuesAsText("userId");
  }
}
