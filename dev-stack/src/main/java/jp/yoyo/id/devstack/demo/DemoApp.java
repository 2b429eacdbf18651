package jp.yoyo.id.devstack.demo;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.yoyo.id.devstack.demo.DemoOrganization.Person;
import jp.yoyo.id.devstack.login.AppVisit;
import jp.yoyo.id.devstack.login.Page;
import jp.yoyo.id.devstack.login.Upload;

/**
 * What demo people enter on the pages of the companion app. Each step looks first whether it was
 * done before.
 */
final class DemoApp {

  private static final String CENTRAL = "central-admin";

  /** The prefectures whose municipalities are registered; the others are left to try it out. */
  private static final List<String> PREFECTURES = List.of("01", "13");

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f-]{27}";
  private static final String APPLICATIONS = "/bank-account/applications/";

  private static final String PDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

  /** A file with an account that nobody logs in with, another one, and a row with an error. */
  private static final String FACILITIES_FILE = "デモ一括発行.csv";

  private static final List<String> FACILITIES =
      List.of(
          "区分,医療機関コード,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,管理者の姓,管理者の名,管理者のメールアドレス",
          "医療機関,1390100057,デモ眼科医院,デモガンカイイン,100-0001,東京都千代田区千代田1-5,00-0000-0000,"
              + "医療法人デモ会,予防,良子,ganka-admin@example.jp",
          "医療機関,1390100065,デモ皮膚科,デモヒフカ,100-0001,東京都千代田区千代田1-6,00-0000-0000,"
              + "医療法人デモ会,接種,次郎,hifuka-admin@example.jp",
          "医療機関,1390100074,デモ歯科,デモシカ,100-0001,東京都千代田区千代田1-7,00-0000-0000,"
              + "医療法人デモ会,問診,和子,shika-admin");

  private static final String KNOWN_FILE = "デモ口座.csv";

  private final URI address;
  private final Map<String, AppVisit> visits = new HashMap<>();

  DemoApp(URI address) {
    this.address = address;
  }

  private AppVisit as(String userId) {
    return visits.computeIfAbsent(userId, user -> AppVisit.logIn(address, user, DemoData.PASSWORD));
  }

  /** Asks for an organisation with its first administrator. */
  void issue(DemoOrganization organization) {
    if (organization.isOffice()) {
      issueOffice(organization);
    } else {
      issueFacility(organization);
    }
  }

  private void issueOffice(DemoOrganization office) {
    AppVisit central = as(CENTRAL);
    String path = "/offices/" + office.alias() + "/administrator";
    if (central.open(path).status() == 404) {
      register(central, "federation", "");
      PREFECTURES.forEach(prefecture -> register(central, "municipality", prefecture));
    }
    Page page = central.open(path);
    if (page.hasFormTo(path)) {
      requirePath(central.send(filled(page.formTo(path), office.administrator())), "/issuance/");
    }
  }

  private static void register(AppVisit central, String type, String prefecture) {
    String path = "/offices/register";
    Page page = central.open(path + "?type=" + type + "&prefecture=" + prefecture);
    if (page.hasFormTo(path)) {
      requirePath(central.send(page.formTo(path)), "/offices");
    }
  }

  private void issueFacility(DemoOrganization facility) {
    AppVisit officer = as(administratorOf(facility.supervisor()));
    String path = "/issuance/new";
    if (isRegistered(officer, facility.code())) {
      return;
    }
    Page.Form form =
        filled(officer.open(path).formTo(path), facility.administrator())
            .with("kind", facility.type())
            .with("code", String.valueOf(facility.code()))
            .with("name", facility.displayName())
            .with("kana", String.valueOf(facility.kana()))
            .with("postalCode", "100-0001")
            .with("address", "デモ町1-1")
            .with("telephone", "00-0000-0000")
            .with("founder", "医療法人デモ会");
    requirePath(officer.send(form), "/issuance/");
  }

  private static boolean isRegistered(
      AppVisit officer, @org.jspecify.annotations.Nullable String code) {
    return !officer.open("/facilities?text=" + code).link("/facilities/" + UUID).isEmpty();
  }

  private static Page.Form filled(Page.Form form, Person person) {
    return form.with("lastName", person.family().text())
        .with("firstName", person.given().text())
        .with("lastNameKana", person.family().kana())
        .with("firstNameKana", person.given().kana())
        .with("email", person.email())
        .with("userId", person.userId());
  }

  private static String administratorOf(@org.jspecify.annotations.Nullable String alias) {
    return DemoOrganization.all().stream()
        .filter(organization -> organization.alias().equals(alias))
        .map(organization -> organization.administrator().userId())
        .findFirst()
        .orElseThrow(() -> new DemoDataException("No demo organisation " + alias));
  }

  private static Page requirePath(Page page, String beginning) {
    if (page.status() != 200 || !page.address().getPath().startsWith(beginning)) {
      throw page.insteadOf("to come to " + beginning);
    }
    return page;
  }

  /** Register and bank accounts, each application in another state. */
  void enterRecords() {
    issueFromFile();
    representative("hospital-admin", "予防 太郎", "院長");
    representative("clinic-admin", "接種 花子", "院長");
    representative("kita-admin", "問診 一郎", "理事長");
    importKnownAccounts();

    handIn(useKnown("hospital-admin"));
    decide("hospital-admin", "rengokai13-admin", "approve", "");
    handIn(apply("clinic-admin", "1234567", "ｲ)ﾃﾞﾓｶｲ"));
    Draft unused = apply("kodomo-admin", "2345678", "ﾃﾞﾓｼﾖｳﾆｶ");
    handIn(apply("kita-admin", "3456789", "ｲ)ﾃﾞﾓｷﾀｶｲ"));
    decide("kita-admin", "rengokai01-admin", "return", "通帳の写しの口座名義が読み取れません。もう一度添付してください。");
  }

  private void issueFromFile() {
    AppVisit officer = as("chiyoda-admin");
    if (officer.open("/issuance/runs").text().contains(FACILITIES_FILE)) {
      return;
    }
    String path = "/issuance/runs/new";
    Page preview =
        requirePath(
            officer.send(officer.open(path).formTo(path), "file", csv(FACILITIES_FILE, FACILITIES)),
            "/issuance/runs/");
    requirePath(
        officer.send(preview.formTo(preview.address().getPath() + "/start")), "/issuance/runs/");
  }

  private static Upload csv(String name, List<String> lines) {
    return new Upload(
        name, "text/csv", lines.stream().collect(Collectors.joining("\r\n", "", "\r\n")));
  }

  private void representative(String administrator, String name, String title) {
    AppVisit facility = as(administrator);
    String path = "/facility/edit";
    Page.Form form = facility.open(path).formTo(path);
    if (form.fields().getOrDefault("representative", "").isEmpty()) {
      requirePath(
          facility.send(
              form.with("representative", name)
                  .with("representativeTitle", title)
                  .with("contactMail", administrator + "@example.jp")),
          "/facilities/");
    }
  }

  private void importKnownAccounts() {
    AppVisit federation = as("rengokai13-admin");
    String path = "/bank-account-reviews/imports";
    Page imports = federation.open(path);
    if (imports.text().contains(KNOWN_FILE)) {
      return;
    }
    Upload file =
        csv(
            KNOWN_FILE,
            List.of(
                "医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ",
                "1390100016,0001,001,普通,7654321,ｲ)ﾃﾞﾓｿｳｺﾞｳﾋﾞﾖｳｲﾝ",
                "1390100024,0001,001,普通,6543210,ｲ)ﾃﾞﾓｶｲ",
                "1390100032,0001,001,普通,5432109,ﾃﾞﾓｼﾖｳﾆｶ"));
    Page preview = requirePath(federation.send(imports.formTo(path), "file", file), path + "/");
    requirePath(
        federation.send(preview.formTo(preview.address().getPath() + "/confirm")),
        "/bank-account-reviews");
  }

  /** An application, and whether this call has made it. */
  private record Draft(String administrator, String path) {}

  private Draft useKnown(String administrator) {
    return draft(administrator, APPLICATIONS + "known", Map.of());
  }

  private Draft apply(String administrator, String number, String holder) {
    return draft(
        administrator,
        APPLICATIONS + "new",
        Map.of(
            "bank", "0001",
            "branch", "001",
            "kind", "1",
            "number", number,
            "holder", holder,
            "step", "save"));
  }

  private Draft draft(String administrator, String path, Map<String, String> typed) {
    AppVisit facility = as(administrator);
    return facility
        .open("/bank-account")
        .link(APPLICATIONS + UUID)
        .map(known -> new Draft(administrator, known))
        .orElseGet(
            () -> {
              Page page = facility.open(path);
              Page.Form form =
                  page.formTo(path).with("appliesFrom", page.options("appliesFrom").get(0));
              for (Map.Entry<String, String> each : typed.entrySet()) {
                form = form.with(each.getKey(), each.getValue());
              }
              Page answer = facility.send(form);
              if (!answer.address().getPath().matches(APPLICATIONS + UUID + "(/confirm)?")) {
                throw answer.insteadOf("the drafted application");
              }
              return new Draft(
                  administrator, answer.address().getPath().replaceFirst("/confirm$", ""));
            });
  }

  private static String state(Page application) {
    return application.textOf("main .pf-v5-c-label");
  }

  private void handIn(Draft draft) {
    AppVisit facility = as(draft.administrator);
    Page page = facility.open(draft.path);
    if (!state(page).equals("下書き")) {
      return;
    }
    if (!page.text().contains("通帳.pdf") && page.link(draft.path + "/edit").isPresent()) {
      requirePath(
          facility.send(
              page.formTo(draft.path + "/attachments"),
              "file",
              new Upload("通帳.pdf", "application/pdf", PDF)),
          draft.path);
    }
    Page confirm = facility.open(draft.path + "/confirm");
    Page answer = facility.send(confirm.formTo(draft.path + "/submit"));
    if (!state(answer).equals("申請中")) {
      throw answer.insteadOf("the application to be handed in");
    }
  }

  private void decide(String facility, String decider, String command, String comment) {
    String application =
        as(facility)
            .open("/bank-account")
            .link(APPLICATIONS + UUID)
            .orElseThrow(() -> new DemoDataException("No application of " + facility));
    String review = application.replace(APPLICATIONS, "/bank-account-reviews/");
    AppVisit federation = as(decider);
    Page page = federation.open(review);
    if (page.hasFormTo(review + "/decision")) {
      requirePath(
          federation.send(
              page.formTo(review + "/decision").with("command", command).with("comment", comment)),
          "/bank-account-reviews");
    }
  }
}
