package jp.yoyo.id.app.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

@AppTest
@TestPropertySource(properties = "app.issuance.enabled=false")
final class IssuancePagesTest {

  private static final String HEAD =
      "医療機関コード,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,管理者の姓,管理者の名,管理者のメールアドレス\r\n";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient database;
  private final IssuanceDelivery delivery;
  private final IssuanceRuns runs;
  private final JsonMapper json;

  @Autowired
  IssuancePagesTest(
      MockMvc app,
      InMemoryOrganizationAdmin keycloak,
      JdbcClient database,
      IssuanceDelivery delivery,
      IssuanceRuns runs,
      JsonMapper json) {
    this.app = app;
    this.keycloak = keycloak;
    this.database = database;
    this.delivery = delivery;
    this.runs = runs;
    this.json = json;
  }

  @BeforeEach
  void people() {
    String[] all = {
      "view-organization", "supervise-organizations", "manage-facility", "view-events"
    };
    keycloak.user(
        "m1",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.MUNICIPALITY, "m-131016", "予防市", all));
    keycloak.user(
        "m2",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.MUNICIPALITY, "m-131024", "別の市", all));
    keycloak.user(
        "c1",
        InMemoryOrganizationAdmin.organization(OrganizationType.CENTRAL, "central", "中央会", all));
    keycloak.user(
        "r1",
        InMemoryOrganizationAdmin.organization(OrganizationType.FEDERATION, "r-13", "連合会", all));
    keycloak.user(
        "plain",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.MUNICIPALITY, "m-131016", "予防市", "view-members"));
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    database
        .sql(
            """
            truncate issuance_row, account_issuance, issuance_run, facility_code, facility,
              outbox_message, office cascade
            """)
        .update();
  }

  private static MockHttpServletRequestBuilder filledIn(String code) {
    return post("/issuance/new")
        .with(csrf())
        .param("kind", "facility")
        .param("code", code)
        .param("name", "予防クリニック")
        .param("kana", "よぼうくりにっく")
        .param("postalCode", "100-0001")
        .param("address", "東京都千代田区千代田1-1")
        .param("telephone", "03-1234-5678")
        .param("founder", "医療法人予防会")
        .param("lastName", "予防")
        .param("firstName", "花子")
        .param("email", "yobo@example.jp");
  }

  private String issued() throws Exception {
    MvcResult result =
        app.perform(filledIn("1310110049").with(Login.as("m1")))
            .andExpect(status().is3xxRedirection())
            .andReturn();
    return Objects.requireNonNull(result.getResponse().getRedirectedUrl());
  }

  private String page(String path, String user) throws Exception {
    return app.perform(get(path).with(Login.as(user)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  private void deliver() throws Exception {
    List<OutboxMessage> messages =
        database
            .sql("select * from outbox_message where kind = 'issuance' and state = 'waiting'")
            .query(
                (row, number) ->
                    new OutboxMessage(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("key"),
                        1,
                        row.getString("payload"),
                        json))
            .list();
    for (OutboxMessage message : messages) {
      delivery.handle(message);
    }
  }

  private UUID facility() {
    return database.sql("select id from facility").query(UUID.class).single();
  }

  @Test
  void issueWhenFormIsRightThenFacilityAndAccount() throws Exception {
    String address = issued();

    assertThat(page(address, "m1")).contains("予防クリニック", "発行待ち", "yobo@example.jp");
    deliver();
    assertThat(page(address, "m1")).contains("メール送信済");
    assertThat(page("/issuance", "m1")).contains("予防クリニック", "メール送信済");
    assertThat(page("/facilities", "m1")).contains("予防クリニック", "代表者名 未登録");
    assertThat(page("/facilities/" + facility(), "m1")).contains("1310110049", "医療法人予防会");
    assertThat(page("/issuance.csv", "m1")).contains("yobo@example.jp");
    assertThat(page("/facilities.csv", "m1")).contains("1310110049");
  }

  @Test
  void issueWhenDeliveredTwiceThenIssuedOnce() throws Exception {
    issued();

    deliver();
    deliver();

    assertThat(keycloak.calls()).hasSize(1);
  }

  @Test
  void issueWhenKeycloakIsDownThenWaits() throws Exception {
    issued();
    keycloak.setDown(true);

    org.assertj.core.api.Assertions.assertThatThrownBy(this::deliver)
        .isInstanceOf(KeycloakUnavailableException.class);
    keycloak.setDown(false);
    deliver();

    assertThat(page("/issuance", "m1")).contains("メール送信済");
  }

  @Test
  void issueWhenFieldsAreWrongThenSaidAndKept() throws Exception {
    String answer =
        app.perform(filledIn("1310110042").param("userId", "X").with(Login.as("m1")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(answer).contains("＊医療機関コードの検証番号が一致しません", "予防クリニック");
    assertThat(database.sql("select count(*) from facility").query(Long.class).single()).isZero();
  }

  @Test
  void issueWhenCodeIsHeldThenSaid() throws Exception {
    issued();

    String answer =
        app.perform(filledIn("1310110049").with(Login.as("m2")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(answer).contains("すでに登録されています");
  }

  static Stream<String> pagesOfMunicipalities() {
    return Stream.of(
        "/issuance/new", "/issuance/runs", "/issuance/runs/new", "/issuance/runs/template.xlsx");
  }

  @ParameterizedTest
  @MethodSource("pagesOfMunicipalities")
  void pageWhenWrongRoleThenForbidden(String path) throws Exception {
    for (String user : List.of("c1", "r1", "plain")) {
      app.perform(get(path).with(Login.as(user))).andExpect(status().isForbidden());
    }
    app.perform(get(path).with(Login.as("m1"))).andExpect(status().isOk());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/offices", "/offices/register", "/offices/union"})
  void officesWhenNotCentralThenForbidden(String path) throws Exception {
    for (String user : List.of("m1", "r1", "plain")) {
      app.perform(get(path).with(Login.as(user))).andExpect(status().isForbidden());
    }
    app.perform(get(path).with(Login.as("c1"))).andExpect(status().isOk());
  }

  @Test
  void everythingOfAnotherMunicipalityWhenAskedForThenNotFound() throws Exception {
    String account = issued();
    String facility = "/facilities/" + facility();

    for (String path :
        List.of(
            account,
            account + "/resend",
            account + "/correct",
            facility,
            facility + "/edit",
            facility + "/code",
            facility + "/close")) {
      app.perform(get(path).with(Login.as("m2"))).andExpect(status().isNotFound());
      app.perform(get(path).with(Login.as("m1"))).andExpect(status().isOk());
    }
    for (String path :
        List.of(
            account + "/resend",
            account + "/correct",
            facility + "/edit",
            facility + "/code",
            facility + "/close",
            facility + "/reopen")) {
      app.perform(post(path).with(csrf()).param("version", "0").with(Login.as("m2")))
          .andExpect(status().isNotFound());
    }
    assertThat(page("/facilities?text=予防", "m2")).doesNotContain("予防クリニック");
    assertThat(page("/issuance", "m2")).doesNotContain("予防クリニック");
  }

  @Test
  void changeWhenVersionIsOldThenConflictAndTypedIsKept() throws Exception {
    issued();
    database.sql("update facility set version = 5").update();

    String answer =
        app.perform(
                post("/facilities/" + facility() + "/edit")
                    .with(csrf())
                    .with(Login.as("m1"))
                    .param("version", "0")
                    .param("name", "新しい名称")
                    .param("kana", "アタラシイメイショウ")
                    .param("postalCode", "100-0001")
                    .param("address", "東京都")
                    .param("telephone", "03-1234-5678")
                    .param("founder", "予防会"))
            .andExpect(status().isConflict())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(answer).contains("ほかの人が先に更新しました", "新しい名称", "name=\"version\" value=\"5\"");
  }

  @Test
  void resendWhenIdentifiedThenKeycloakIsAskedOnce() throws Exception {
    String address = issued();
    deliver();

    app.perform(post(address + "/resend").with(csrf()).with(Login.as("m1")).param("version", "1"))
        .andExpect(status().isOk());
    app.perform(
            post(address + "/resend")
                .with(csrf())
                .with(Login.as("m1"))
                .param("version", "1")
                .param("identification", "折り返しの電話"))
        .andExpect(status().is3xxRedirection());
    app.perform(
            post(address + "/resend")
                .with(csrf())
                .with(Login.as("m1"))
                .param("version", "1")
                .param("identification", "折り返しの電話"))
        .andExpect(status().isConflict());
    deliver();

    assertThat(keycloak.calls()).filteredOn(call -> call.startsWith("temporary")).hasSize(1);
  }

  private String uploaded(String rows) throws Exception {
    MvcResult result =
        app.perform(
                multipart("/issuance/runs/new")
                    .file(
                        new MockMultipartFile(
                            "file",
                            "一覧.csv",
                            "text/csv",
                            (HEAD + rows).getBytes(StandardCharsets.UTF_8)))
                    .with(csrf())
                    .with(Login.as("m1")))
            .andExpect(status().is3xxRedirection())
            .andReturn();
    return Objects.requireNonNull(result.getResponse().getRedirectedUrl());
  }

  private static String row(String code, String name) {
    return code + "," + name + ",ヨボウ,100-0001,東京都千代田区,03-1234-5678,予防会,予防,花子,yobo@example.jp\r\n";
  }

  private void run(String address) throws Exception {
    app.perform(post(address + "/start").with(csrf()).with(Login.as("m1")))
        .andExpect(status().is3xxRedirection());
    for (int i = 0; i < 10; i++) {
      runs.handOver();
      deliver();
    }
  }

  @Test
  void fileWhenUploadedThenPreviewWithErrorsByCellAndNothingIssued() throws Exception {
    String address =
        uploaded(row("1310110049", "A医院") + row("1310110042", "B医院") + row("1310110049", "C医院"));

    assertThat(page(address, "m1"))
        .contains("発行できる行：1件", "エラーのある行：2件", "A3: 医療機関コード", "検証番号が一致しません", "同じ医療機関コードが2行目");
    assertThat(page(address + "/errors.csv", "m1")).contains("B医院", "A3: ").doesNotContain("A医院");
    assertThat(database.sql("select count(*) from facility").query(Long.class).single()).isZero();
  }

  @Test
  void fileWhenStartedThenIssuedAndTheSameFileIssuesNothing() throws Exception {
    String rows = row("1310110049", "A医院") + row("1310110098", "B医院");
    String address = uploaded(rows);
    run(address);

    assertThat(page(address, "m1")).contains("完了", "2／2件");
    assertThat(keycloak.calls()).hasSize(2);

    String again = uploaded(rows);
    assertThat(page(again, "m1")).contains("登録済の行：2件");
    assertThat(database.sql("select count(*) from facility").query(Long.class).single())
        .isEqualTo(2);
  }

  @Test
  void fileWhenTheDatabaseGoesInTheMiddleOfItThenNothingIsLeftAndItCanBeUploadedAgain()
      throws Exception {
    String rows = row("1310110042", "A医院").repeat(1_100);
    database
        .sql(
            """
            create function gone() returns trigger language plpgsql as $$
            begin
              perform pg_terminate_backend(pg_backend_pid());
              return new;
            end $$
            """)
        .update();
    // Of the second batch: the first one is there already, within the transaction.
    database
        .sql(
            """
            create trigger gone before insert on issuance_row for each row
            when (new.number = 1050) execute function gone()
            """)
        .update();
    try {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> uploaded(rows))
          .as("not answered as if all were well")
          .isNotNull();
    } finally {
      database.sql("drop trigger gone on issuance_row").update();
      database.sql("drop function gone").update();
    }
    assertThat(database.sql("select count(*) from issuance_run").query(Long.class).single())
        .isZero();
    assertThat(database.sql("select count(*) from issuance_row").query(Long.class).single())
        .isZero();

    assertThat(page(uploaded(rows), "m1")).contains("エラーのある行：1,100件");
  }

  @Test
  void fileWhenPausedThenNothingIsHandedOver() throws Exception {
    String address = uploaded(row("1310110049", "A医院"));
    database.sql("update issuance_run set state = 'paused'").update();

    runs.handOver();

    assertThat(page(address, "m1")).contains("一時停止中", "再開する");
    assertThat(database.sql("select count(*) from facility").query(Long.class).single()).isZero();
  }

  @Test
  void fileWhenAnotherMunicipalityThenNotFound() throws Exception {
    String address = uploaded(row("1310110049", "A医院"));

    app.perform(get(address).with(Login.as("m2"))).andExpect(status().isNotFound());
    app.perform(get(address + "/errors.csv").with(Login.as("m2"))).andExpect(status().isNotFound());
    for (String command : List.of("/start", "/pause", "/cancel")) {
      app.perform(post(address + command).with(csrf()).with(Login.as("m2")))
          .andExpect(status().isNotFound());
    }
  }

  @Test
  void fileWhenStartedTwiceThenConflict() throws Exception {
    String address = uploaded(row("1310110049", "A医院"));
    app.perform(post(address + "/cancel").with(csrf()).with(Login.as("m1")));

    app.perform(post(address + "/start").with(csrf()).with(Login.as("m1")))
        .andExpect(status().isConflict());
  }

  @Test
  void fileWhenNoTableThenRefusedWithReason() throws Exception {
    String answer =
        app.perform(
                multipart("/issuance/runs/new")
                    .file(
                        new MockMultipartFile(
                            "file",
                            "x.csv",
                            "text/csv",
                            "a,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8)))
                    .with(csrf())
                    .with(Login.as("m1")))
            .andExpect(status().is(422))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(answer).contains("このファイルは読み取れません", "医療機関コード");
    assertThat(database.sql("select count(*) from issuance_run").query(Long.class).single())
        .isZero();
  }

  @Test
  void officesWhenRegisteredThenIssuedByCentral() throws Exception {
    assertThat(page("/offices/register?type=federation", "c1")).contains("47件を登録する");
    app.perform(
            post("/offices/register").with(csrf()).with(Login.as("c1")).param("type", "federation"))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/offices?prefecture=13", "c1")).contains("東京都国民健康保険団体連合会");
    assertThat(page("/offices/r-13/administrator", "c1")).contains("管理者アカウントを発行する");

    app.perform(
            post("/offices/r-13/administrator")
                .with(csrf())
                .with(Login.as("c1"))
                .param("lastName", "予防")
                .param("firstName", "花子")
                .param("email", "r13@example.jp"))
        .andExpect(status().is3xxRedirection());
    deliver();

    assertThat(page("/offices?prefecture=13", "c1")).contains("メール送信済");
  }

  @Test
  void unionWhenTypedThenRegistered() throws Exception {
    app.perform(
            post("/offices/union")
                .with(csrf())
                .with(Login.as("c1"))
                .param("code", "999999")
                .param("name", "予防広域連合")
                .param("kana", "ヨボウコウイキレンゴウ"))
        .andExpect(status().isOk());
    assertThat(page("/offices", "c1")).doesNotContain("予防広域連合");
    app.perform(
            post("/offices/union")
                .with(csrf())
                .with(Login.as("c1"))
                .param("code", "139998")
                .param("name", "予防広域連合")
                .param("kana", "ヨボウコウイキレンゴウ"))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/offices", "c1")).contains("予防広域連合");
    database.sql("delete from municipality where code = '139998'").update();
  }

  @Test
  void ownDataWhenFacilityEntersRepresentativeThenNoLongerAskedFor() throws Exception {
    issued();
    String alias = database.sql("select alias from facility").query(String.class).single();
    keycloak.user(
        "f1",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.FACILITY, alias, "予防クリニック", "view-organization", "manage-facility"));
    assertThat(page("/", "f1")).contains("代表者名を登録してください");
    assertThat(page("/facility/edit", "f1")).contains("代表者名・連絡先の登録");

    app.perform(
            post("/facility/edit")
                .with(csrf())
                .with(Login.as("f1"))
                .param("version", "0")
                .param("representative", "予防 花子")
                .param("telephone", "03-1234-5678"))
        .andExpect(status().is3xxRedirection());

    assertThat(page("/", "f1")).doesNotContain("代表者名を登録してください");
    assertThat(page("/facilities/" + facility(), "f1")).contains("予防 花子");
  }
}
