package jp.yoyo.id.acceptance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import jp.yoyo.id.acceptance.faults.FaultStack;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.demo.DemoData;
import jp.yoyo.id.devstack.login.AppVisit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo data shows each list with something in it, and is not loaded twice. */
@ExtendWith(FaultStack.class)
final class DemoDataIT {

  private final DevStack stack;

  DemoDataIT(DevStack stack) {
    this.stack = stack;
  }

  @Test
  void loadWhenDoneThenEachOfficeSeesItsOwnAndLoadingAgainChangesNothing() throws IOException {
    DemoData demo = new DemoData(stack, line -> System.out.println("[demo] " + line));
    demo.load();
    look();
    int mails = stack.inbox().messages().size();

    // As after a start that was interrupted at its end: each step looks what is there.
    Files.delete(stack.dataDirectory().resolve("demo").resolve("complete.txt"));
    new DemoData(stack, line -> {}).load();

    assertThat(stack.inbox().messages()).hasSize(mails);
    look();
  }

  private void look() {
    AppVisit central = as("central-admin");
    assertThat(central.open("/offices?type=federation").text())
        .contains("47")
        .contains("北海道国民健康保険団体連合会");
    assertThat(central.open("/offices?text=千代田区").text()).contains("千代田区");
    assertThat(central.open("/facilities").textOf(".yoyo-total")).contains("12");

    AppVisit chiyoda = as("chiyoda-admin");
    assertThat(chiyoda.open("/issuance").text())
        .contains("初回ログイン済")
        .contains("メール送信済")
        .contains("デモ内科クリニック");
    assertThat(chiyoda.open("/issuance/runs").text()).contains("デモ一括発行.csv");
    assertThat(chiyoda.open("/facilities").text()).contains("代表者名 未登録");

    AppVisit federation = as("rengokai13-admin");
    assertThat(federation.open("/bank-account-reviews").textOf("main table"))
        .contains("申請中")
        .contains("承認")
        .contains("デモ総合病院");
    AppVisit hokkaido = as("rengokai01-admin");
    assertThat(hokkaido.open("/bank-account-reviews").textOf("main table")).contains("差戻し");
    assertThat(as("kodomo-admin").open("/bank-account").text()).contains("下書き").contains("****109");
    assertThat(as("hospital-admin").open("/facility").text()).contains("予防 太郎");
  }

  private AppVisit as(String userId) {
    URI app = stack.companionAppUrl().orElseThrow();
    return AppVisit.logIn(app, userId, DemoData.PASSWORD);
  }
}
