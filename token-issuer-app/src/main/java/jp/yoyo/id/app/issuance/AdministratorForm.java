package jp.yoyo.id.app.issuance;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import jp.yoyo.id.app.facility.FacilityForm;
import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.facility.MailAddress;
import jp.yoyo.id.app.facility.PlainLine;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;
import org.springframework.validation.Errors;

/** What an officer types about a facility and its first administrator, on a page or in a row. */
public class AdministratorForm extends FacilityForm {

  /** What Keycloak accepts; it has the last word. */
  private static final Pattern USER_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{2,62}[a-z0-9]");

  private static final int PERSON_NAME = 50;

  private String lastName = "";
  private String firstName = "";
  private String lastNameKana = "";
  private String firstNameKana = "";
  private String email = "";
  private String userId = "";

  static AdministratorForm of(Issuance issuance) {
    AdministratorForm form = new AdministratorForm();
    Administrator administrator = issuance.administrator();
    form.lastName = administrator.lastName();
    form.firstName = administrator.firstName();
    form.lastNameKana = Objects.requireNonNullElse(administrator.lastNameKana(), "");
    form.firstNameKana = Objects.requireNonNullElse(administrator.firstNameKana(), "");
    form.email = administrator.email();
    form.userId = Objects.requireNonNullElse(administrator.userId(), "");
    return form;
  }

  /** Empty if something is wrong, which is in the errors then. */
  public Optional<Administrator> administrator(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    String typedLastName =
        fields.required("lastName", lastName, text -> PlainLine.parse(text, PERSON_NAME));
    String typedFirstName =
        fields.required("firstName", firstName, text -> PlainLine.parse(text, PERSON_NAME));
    Optional<KatakanaName> typedLastNameKana =
        fields.optional("lastNameKana", lastNameKana, KatakanaName::parse);
    Optional<KatakanaName> typedFirstNameKana =
        fields.optional("firstNameKana", firstNameKana, KatakanaName::parse);
    MailAddress typedMail = fields.required("email", email, MailAddress::parse);
    Optional<String> typedUserId =
        fields.optional("userId", userId, AdministratorForm::parseUserId);
    return typedLastName == null || typedFirstName == null || typedMail == null
        ? Optional.empty()
        : Optional.of(
            new Administrator(
                typedUserId.orElse(null),
                typedLastName,
                typedFirstName,
                typedLastNameKana.map(KatakanaName::value).orElse(null),
                typedFirstNameKana.map(KatakanaName::value).orElse(null),
                typedMail.value()));
  }

  private static String parseUserId(String typed) {
    String narrow = TypedText.narrow(typed);
    if (!USER_ID.matcher(narrow).matches()) {
      throw new FormatException("issuance.user-id");
    }
    return narrow;
  }

  public String getLastName() {
    return lastName;
  }

  public void setLastName(String typed) {
    lastName = typed;
  }

  public String getFirstName() {
    return firstName;
  }

  public void setFirstName(String typed) {
    firstName = typed;
  }

  public String getLastNameKana() {
    return lastNameKana;
  }

  public void setLastNameKana(String typed) {
    lastNameKana = typed;
  }

  public String getFirstNameKana() {
    return firstNameKana;
  }

  public void setFirstNameKana(String typed) {
    firstNameKana = typed;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String typed) {
    email = typed;
  }

  public String getUserId() {
    return userId;
  }

  public void setUserId(String typed) {
    userId = typed;
  }
}
