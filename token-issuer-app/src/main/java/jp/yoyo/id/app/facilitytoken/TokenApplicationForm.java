package jp.yoyo.id.app.facilitytoken;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.facility.MailAddress;
import jp.yoyo.id.app.facility.PlainLine;
import jp.yoyo.id.app.facility.TelephoneNumber;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;
import org.springframework.validation.Errors;

/** What is typed into an application, on a page or in a filled-in form. */
public class TokenApplicationForm {

  private static final int NAME = 60;
  private static final int REASON = 200;
  private static final int MOST_TERMINALS = 999;

  private String kind = "";
  private String contactName = "";
  private String contactDepartment = "";
  private String contactTelephone = "";
  private String contactMail = "";
  private String appName = "";
  private String appVendor = "";
  private String connection = "";
  private String terminal = "";
  private String terminals = "1";
  private String wantedFrom = "";
  private String way = "";
  private String targetToken = "";
  private String reason = "";
  private String occurredOn = "";
  private boolean consent;
  private int version;

  /** With everything that the register knows. */
  static TokenApplicationForm of(Facility facility) {
    TokenApplicationForm form = new TokenApplicationForm();
    form.contactTelephone = facility.telephone().value();
    form.contactMail = Objects.requireNonNullElse(facility.contactMail(), "");
    form.way = HandOverWay.PAPER.column();
    return form;
  }

  static TokenApplicationForm of(TokenApplication application) {
    TokenApplicationContent content = application.content();
    TokenApplicationForm form = new TokenApplicationForm();
    form.kind = content.kind().column();
    form.contactName = content.contactName();
    form.contactDepartment = content.contactDepartment();
    form.contactTelephone = content.contactTelephone();
    form.contactMail = content.contactMail();
    form.appName = content.appName();
    form.appVendor = content.appVendor();
    form.connection = content.connection().column();
    form.terminal = content.terminal();
    form.terminals = String.valueOf(content.terminals());
    form.wantedFrom = Objects.toString(content.wantedFrom(), "");
    form.way = content.way().column();
    form.targetToken = content.targetToken();
    form.reason = content.reason();
    form.occurredOn = Objects.toString(content.occurredOn(), "");
    form.consent = true;
    form.version = application.version();
    return form;
  }

  /** Empty if something is wrong, which is in the errors then. */
  Optional<TokenApplicationContent> content(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    ApplicationKind readKind = fields.required("kind", kind, choice(ApplicationKind::named));
    String readName = fields.required("contactName", contactName, line(NAME));
    Optional<String> department =
        fields.optional("contactDepartment", contactDepartment, line(NAME));
    TelephoneNumber telephone =
        fields.required("contactTelephone", contactTelephone, TelephoneNumber::parse);
    MailAddress mail = fields.required("contactMail", contactMail, MailAddress::parse);
    String app = fields.required("appName", appName, line(NAME));
    String vendor = fields.required("appVendor", appVendor, line(NAME));
    TokenConnection readConnection =
        fields.required("connection", connection, choice(TokenConnection::named));
    String readTerminal = fields.required("terminal", terminal, line(NAME));
    Integer number = fields.required("terminals", terminals, TokenApplicationForm::number);
    Optional<LocalDate> wanted =
        fields.optional("wantedFrom", wantedFrom, TokenApplicationForm::date);
    HandOverWay readWay = fields.required("way", way, choice(HandOverWay::named));
    boolean aboutToken = readKind != null && readKind.aboutToken();
    String target = aboutToken ? fields.required("targetToken", targetToken, line(REASON)) : "";
    String readReason =
        readKind != null && readKind.reasonRequired()
            ? fields.required("reason", reason, line(REASON))
            : fields.optional("reason", reason, line(REASON)).orElse("");
    Optional<LocalDate> occurred =
        fields.optional("occurredOn", occurredOn, TokenApplicationForm::date);
    if (!consent) {
      errors.rejectValue("consent", "facilitytoken.error.consent");
    }
    if (errors.hasErrors()
        || readKind == null
        || readName == null
        || telephone == null
        || mail == null
        || app == null
        || vendor == null
        || readConnection == null
        || readTerminal == null
        || number == null
        || readWay == null
        || target == null
        || readReason == null) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenApplicationContent(
            readKind,
            readName,
            department.orElse(""),
            telephone.value(),
            mail.value(),
            app,
            vendor,
            readConnection,
            readTerminal,
            number,
            wanted.orElse(null),
            readWay,
            target,
            readReason,
            occurred.orElse(null)));
  }

  private static Function<String, String> line(int longest) {
    return typed -> PlainLine.parse(typed, longest);
  }

  private static <T> Function<String, T> choice(Function<String, Optional<T>> named) {
    return typed ->
        named
            .apply(typed.strip())
            .orElseThrow(() -> new FormatException("facilitytoken.error.choice"));
  }

  private static Integer number(String typed) {
    String digits = TypedText.digits(typed);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) < 1) {
      throw new FormatException("facilitytoken.error.number", MOST_TERMINALS);
    }
    return Integer.parseInt(digits);
  }

  static LocalDate date(String typed) {
    String plain = TypedText.narrow(typed).strip().replace('/', '-').replace('.', '-');
    try {
      return LocalDate.parse(plain, DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new FormatException("facilitytoken.error.date");
    }
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String typed) {
    kind = typed;
  }

  public String getContactName() {
    return contactName;
  }

  public void setContactName(String typed) {
    contactName = typed;
  }

  public String getContactDepartment() {
    return contactDepartment;
  }

  public void setContactDepartment(String typed) {
    contactDepartment = typed;
  }

  public String getContactTelephone() {
    return contactTelephone;
  }

  public void setContactTelephone(String typed) {
    contactTelephone = typed;
  }

  public String getContactMail() {
    return contactMail;
  }

  public void setContactMail(String typed) {
    contactMail = typed;
  }

  public String getAppName() {
    return appName;
  }

  public void setAppName(String typed) {
    appName = typed;
  }

  public String getAppVendor() {
    return appVendor;
  }

  public void setAppVendor(String typed) {
    appVendor = typed;
  }

  public String getConnection() {
    return connection;
  }

  public void setConnection(String typed) {
    connection = typed;
  }

  public String getTerminal() {
    return terminal;
  }

  public void setTerminal(String typed) {
    terminal = typed;
  }

  public String getTerminals() {
    return terminals;
  }

  public void setTerminals(String typed) {
    terminals = typed;
  }

  public String getWantedFrom() {
    return wantedFrom;
  }

  public void setWantedFrom(String typed) {
    wantedFrom = typed;
  }

  public String getWay() {
    return way;
  }

  public void setWay(String typed) {
    way = typed;
  }

  public String getTargetToken() {
    return targetToken;
  }

  public void setTargetToken(String typed) {
    targetToken = typed;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String typed) {
    reason = typed;
  }

  public String getOccurredOn() {
    return occurredOn;
  }

  public void setOccurredOn(String typed) {
    occurredOn = typed;
  }

  public boolean isConsent() {
    return consent;
  }

  public void setConsent(boolean ticked) {
    consent = ticked;
  }

  public int getVersion() {
    return version;
  }

  public void setVersion(int seen) {
    version = seen;
  }
}
