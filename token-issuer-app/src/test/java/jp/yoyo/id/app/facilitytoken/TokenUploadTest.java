package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.Login;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** Filled-in forms: a facility's own, and those of many facilities at their municipality. */
@AppTest
final class TokenUploadTest extends TokenTestCase {

  private static final String UPLOADS = "/facility-token-reviews/uploads";
  private static final String OTHER_CODE = "1390110056";

  @Autowired
  TokenUploadTest(ApplicationContext beans) {
    super(beans);
  }

  /** The form as the municipality gives it to the facility with that code, filled in. */
  private byte[] form(String code, Consumer<XSSFWorkbook> change) throws Exception {
    byte[] given =
        send(get("/facility-token-reviews/form.xlsx").param("code", code), "m1")
            .getResponse()
            .getContentAsByteArray();
    return FilledForm.of(given, change);
  }

  private static MockMultipartFile file(String field, String name, byte[] content) {
    return new MockMultipartFile(field, name, null, content);
  }

  private MvcResult upload(String path, String user, MockMultipartFile... files) throws Exception {
    MockMultipartHttpServletRequestBuilder request = multipart(path);
    for (MockMultipartFile file : files) {
      request.file(file);
    }
    return app.perform(request.with(Login.as(user)).with(csrf())).andReturn();
  }

  /** The address of the preview. */
  private String uploaded(MockMultipartFile... files) throws Exception {
    MvcResult result = upload(UPLOADS, "m1", files);
    assertThat(result.getResponse().getStatus()).isEqualTo(302);
    return Objects.requireNonNull(result.getResponse().getRedirectedUrl());
  }

  private List<TokenApplication> all(String facility) {
    return table.ofFacility(facility, 50);
  }

  @Test
  void uploadWhenManyThenThePreviewNamesTheCellsAndTheGoodOnesAreHandedIn() throws Exception {
    byte[] good = form(CODE, opened -> {});
    String preview =
        uploaded(
            file("files", "a.xlsx", good),
            file("files", "again.xlsx", good),
            file(
                "files",
                "..\\b<1>.xlsx",
                form(
                    OTHER_CODE,
                    opened -> {
                      FilledForm.set(opened, "医療機関コード", "1390110050");
                      FilledForm.set(opened, "台数", "たくさん");
                    })),
            file("files", "c.xlsx", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)),
            file(
                "files",
                "d.xlsx",
                form(
                    OTHER_CODE,
                    opened -> {
                      FilledForm.set(opened, "申請区分", "再発行");
                      FilledForm.set(opened, "対象トークン", "none");
                      FilledForm.set(opened, "事由", "紛失");
                    })),
            file("files", "e.xlsx", form(OTHER_CODE, opened -> {})));

    assertThat(body(send(get(preview), "m1")))
        .contains(
            "6ファイル：申請できるもの 2、誤りのあるもの 4",
            "同じ内容の申請書がほかにもあります。",
            "C7: 医療機関コードの検証番号が一致しません",
            "C22: ",
            "b_1_.xlsx",
            "C24: 対象トークンを、この医療機関の有効なトークンから選んでください。",
            "誤りのない2件を申請として受け付ける");
    assertThat(all("clinic-a")).as("nothing before it is confirmed").isEmpty();
    for (String user : List.of("a1", "c1", "f1")) {
      assertThat(send(get(preview), user).getResponse().getStatus()).as(user).isEqualTo(403);
    }
    assertThat(send(get(preview), "m2").getResponse().getStatus()).isEqualTo(404);
    assertThat(send(post(preview + "/confirm"), "m2").getResponse().getStatus()).isEqualTo(404);

    send(post(preview + "/confirm"), "m1");

    for (String facility : List.of("clinic-a", "clinic-b")) {
      assertThat(all(facility))
          .singleElement()
          .satisfies(
              application -> {
                assertThat(application.state()).isEqualTo(TokenApplicationState.SUBMITTED);
                assertThat(application.content().appName()).isEqualTo("予防接種アプリ");
              });
    }
    assertThat(mails("submit")).hasSize(2);
    assertThat(body(send(get(preview), "m1"))).contains("申請を開く").doesNotContain("受け付ける");
    assertThat(send(post(preview + "/confirm"), "m1").getResponse().getStatus()).isEqualTo(409);
    assertThat(all("clinic-a")).hasSize(1);
    // What a municipality has entered for a facility it may forward; the central office approves.
    UUID id = all("clinic-a").get(0).id();
    reviews.decide(officer, id, find(id).version(), Command.FORWARD, "");
    reviews.decide(central, id, find(id).version(), Command.APPROVE, "");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.APPROVED);
  }

  @Test
  void uploadWhenTheSameFileAgainThenNothingTwice() throws Exception {
    MockMultipartFile file = file("files", "a.xlsx", form(CODE, opened -> {}));
    String first = uploaded(file);
    String second = uploaded(file);
    send(post(first + "/confirm"), "m1");
    String reference = all("clinic-a").get(0).referenceNumber();

    // The second was looked at before the first became an application.
    assertThat(body(send(get(second), "m1"))).contains("誤りのない1件");
    send(post(second + "/confirm"), "m1");
    String third = uploaded(file);

    assertThat(all("clinic-a")).hasSize(1);
    assertThat(body(send(get(second), "m1"))).contains("同じ内容の申請（" + reference + "）がすでにあります");
    assertThat(body(send(get(third), "m1")))
        .contains("申請できるもの 0", "同じ内容の申請（" + reference + "）がすでにあります");
  }

  @Test
  void uploadWhenTheSameFormAgainAfterTheClaimThenNotAsLongAsTheTokenIsGood() throws Exception {
    String token = claimed();
    MockMultipartFile file = file("files", "a.xlsx", form(CODE, opened -> {}));

    assertThat(body(send(get(uploaded(file)), "m1"))).contains("がすでにあります");
    sql.sql("update facility_token set state = 'revoked' where token_id = :id")
        .param("id", token)
        .update();

    assertThat(body(send(get(uploaded(file)), "m1"))).contains("申請できるもの 1");
  }

  @Test
  void confirmWhenAFacilityWasClosedMeanwhileThenTheOthersGoOn() throws Exception {
    String preview =
        uploaded(
            file("files", "a.xlsx", form(CODE, opened -> {})),
            file("files", "b.xlsx", form(OTHER_CODE, opened -> {})));
    sql.sql(
            "update facility set state = 'closed', closed_on = current_date where alias ="
                + " 'clinic-a'")
        .update();

    send(post(preview + "/confirm"), "m1");

    assertThat(all("clinic-a")).isEmpty();
    assertThat(all("clinic-b")).hasSize(1);
    assertThat(body(send(get(preview), "m1"))).contains("C7: この医療機関コードの医療機関は");
  }

  @Test
  void confirmWhenTwiceAtOnceThenNothingTwice() throws Exception {
    UUID upload = id(uploaded(file("files", "a.xlsx", form(CODE, opened -> {}))));
    UUID other = id(uploaded(file("files", "a.xlsx", form(CODE, opened -> {}))));
    TokenUploads uploads = beans.getBean(TokenUploads.class);
    List<UUID> turns = new ArrayList<>(List.of(upload, other, upload, other));

    atOnce(
        turns.size(),
        () -> {
          UUID mine;
          synchronized (turns) {
            mine = turns.remove(0);
          }
          try {
            return uploads.confirm(officer, mine);
          } catch (jp.yoyo.id.app.web.ConflictException e) {
            return 0;
          }
        });

    assertThat(all("clinic-a")).hasSize(1);
  }

  private static UUID id(String preview) {
    return UUID.fromString(preview.substring(preview.lastIndexOf('/') + 1));
  }

  @Test
  void discardWhenDoneThenNothingComesOfIt() throws Exception {
    String preview = uploaded(file("files", "a.xlsx", form(CODE, opened -> {})));

    send(post(preview + "/discard"), "m1");

    assertThat(send(post(preview + "/confirm"), "m1").getResponse().getStatus()).isEqualTo(409);
    assertThat(all("clinic-a")).isEmpty();
  }

  @Test
  void uploadWhenNoneOrTooManyThenRefusedAtTheForm() throws Exception {
    assertThat(body(upload(UPLOADS, "m1"))).contains("＊ファイルを選んでください。");
    MockMultipartFile[] many = new MockMultipartFile[TokenUploads.MOST_FILES + 1];
    java.util.Arrays.fill(many, file("files", "a.xlsx", new byte[] {1}));

    MvcResult result = upload(UPLOADS, "m1", many);

    assertThat(result.getResponse().getStatus()).isEqualTo(422);
    assertThat(body(result)).contains("50ファイルまで");
  }

  @Test
  void uploadOwnWhenGoodThenADraftAndWhenNotThenTheCells() throws Exception {
    byte[] given =
        send(get("/facility-tokens/form.xlsx"), "a1").getResponse().getContentAsByteArray();
    MvcResult wrong =
        upload(
            "/facility-tokens/upload",
            "a1",
            file(
                "file",
                "a.xlsx",
                FilledForm.of(given, opened -> FilledForm.set(opened, "代表者名", "別の 人"))));
    assertThat(wrong.getResponse().getStatus()).isEqualTo(422);
    assertThat(body(wrong)).contains("C13: 医療機関マスタの登録内容（「予防 花子」）と一致しません。");
    // The form of another facility is as good as none.
    MvcResult others =
        upload(
            "/facility-tokens/upload",
            "a1",
            file("file", "b.xlsx", form(OTHER_CODE, opened -> {})));
    assertThat(body(others)).contains("C7: この医療機関コードの医療機関は");
    assertThat(body(others)).doesNotContain("clinic-b");

    MvcResult good =
        upload(
            "/facility-tokens/upload", "a1", file("file", "a.xlsx", FilledForm.of(given, o -> {})));

    assertThat(good.getResponse().getStatus()).isEqualTo(302);
    assertThat(all("clinic-a"))
        .singleElement()
        .satisfies(draft -> assertThat(draft.state()).isEqualTo(TokenApplicationState.DRAFT));
    assertThat(upload("/facility-tokens/upload", "a1").getResponse().getStatus()).isEqualTo(422);
  }

  @Test
  void submitWhenAppliedForTwiceByMistakeThenToldOfTheFirst() throws Exception {
    UUID first = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    UUID second =
        applications.draft(
            applicant, TestTokens.content(ApplicationKind.NEW, "", HandOverWay.MAIL));
    String address = "/facility-tokens/applications/" + second;

    String page = body(send(post(address + "/submit").param("version", "0"), "a1"));

    assertThat(page).contains("同じ内容の申請（" + find(first).referenceNumber() + "）がすでにあります");
    assertThat(find(second).state()).isEqualTo(TokenApplicationState.DRAFT);
    applications.withdraw(applicant, first, 1);
    send(post(address + "/submit").param("version", "0"), "a1");
    assertThat(find(second).state()).isEqualTo(TokenApplicationState.SUBMITTED);
  }
}
