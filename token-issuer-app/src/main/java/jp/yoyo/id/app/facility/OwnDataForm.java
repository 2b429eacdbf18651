package jp.yoyo.id.app.facility;

import java.util.Objects;
import java.util.Optional;
import org.springframework.validation.Errors;

/** What a facility types about itself. */
public class OwnDataForm {

  private String representative = "";
  private String representativeTitle = "";
  private String telephone = "";
  private String contactMail = "";

  static OwnDataForm of(Facility facility) {
    OwnDataForm form = new OwnDataForm();
    form.representative = Objects.requireNonNullElse(facility.representative(), "");
    form.representativeTitle = Objects.requireNonNullElse(facility.representativeTitle(), "");
    form.telephone = facility.telephone().value();
    form.contactMail = Objects.requireNonNullElse(facility.contactMail(), "");
    return form;
  }

  /** Empty if something is wrong, which is in the errors then. */
  Optional<OwnData> data(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    String typedRepresentative =
        fields.required(
            "representative", representative, text -> PlainLine.parse(text, FacilityForm.NAME));
    Optional<String> typedTitle =
        fields.optional(
            "representativeTitle",
            representativeTitle,
            text -> PlainLine.parse(text, FacilityForm.NAME));
    TelephoneNumber typedTelephone =
        fields.required("telephone", telephone, TelephoneNumber::parse);
    Optional<MailAddress> typedMail =
        fields.optional("contactMail", contactMail, MailAddress::parse);
    if (errors.hasErrors() || typedRepresentative == null || typedTelephone == null) {
      return Optional.empty();
    }
    return Optional.of(
        new OwnData(
            typedRepresentative,
            typedTitle.orElse(null),
            typedTelephone,
            typedMail.map(MailAddress::value).orElse(null)));
  }

  public String getRepresentative() {
    return representative;
  }

  public void setRepresentative(String typed) {
    representative = typed;
  }

  public String getRepresentativeTitle() {
    return representativeTitle;
  }

  public void setRepresentativeTitle(String typed) {
    representativeTitle = typed;
  }

  public String getTelephone() {
    return telephone;
  }

  public void setTelephone(String typed) {
    telephone = typed;
  }

  public String getContactMail() {
    return contactMail;
  }

  public void setContactMail(String typed) {
    contactMail = typed;
  }
}
