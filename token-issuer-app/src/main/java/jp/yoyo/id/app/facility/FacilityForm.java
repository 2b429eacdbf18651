package jp.yoyo.id.app.facility;

import java.util.Optional;
import org.springframework.validation.Errors;

/** What the municipality types about a facility, on a page or in a row of a file. */
public class FacilityForm {

  static final int NAME = 100;
  static final int ADDRESS = 200;
  static final int REASON = 200;

  private String kind = "facility";
  private String code = "";
  private String overrideReason = "";
  private String name = "";
  private String kana = "";
  private String postalCode = "";
  private String address = "";
  private String telephone = "";
  private String founder = "";

  /** The form as it begins when data is changed. */
  static FacilityForm of(Facility facility) {
    FacilityForm form = new FacilityForm();
    form.kind = facility.kind().column();
    form.name = facility.name();
    form.kana = facility.kana();
    form.postalCode = facility.postalCode().text();
    form.address = facility.address();
    form.telephone = facility.telephone().value();
    form.founder = facility.founder();
    return form;
  }

  /** The facility to register; empty if something is wrong, which is in the errors then. */
  public Optional<NewFacility> newFacility(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    FacilityKind typedKind = FacilityKind.of(kind).orElse(null);
    if (typedKind == null) {
      errors.rejectValue("kind", "facility.kind.unknown");
    }
    FacilityCode typedCode = fields.required("code", code, FacilityCode::parse);
    Optional<String> reason = Optional.empty();
    if (typedCode != null) {
      reason = reason(fields, errors, typedCode, overrideReason);
    }
    FacilityData data = data(errors).orElse(null);
    return errors.hasErrors() || typedKind == null || typedCode == null || data == null
        ? Optional.empty()
        : Optional.of(new NewFacility(typedKind, typedCode, reason.orElse(null), data));
  }

  /** The reason, which a doubtful code must have. */
  static Optional<String> reason(
      FieldReader fields, Errors errors, FacilityCode code, String typed) {
    Optional<String> reason =
        fields.optional("overrideReason", typed, text -> PlainLine.parse(text, REASON));
    if (code.needsReason() && typed.isBlank()) {
      code.doubts().stream()
          .filter(FacilityCode.Doubt::needsReason)
          .forEach(doubt -> errors.rejectValue("code", doubt.key()));
      errors.rejectValue("overrideReason", "facility.code.reason-needed");
    }
    return code.needsReason() ? reason : Optional.empty();
  }

  /** What is changed later; empty if something is wrong, which is in the errors then. */
  public Optional<FacilityData> data(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    String typedName = fields.required("name", name, text -> PlainLine.parse(text, NAME));
    KatakanaName typedKana = fields.required("kana", kana, KatakanaName::parse);
    PostalCode typedPostalCode = fields.required("postalCode", postalCode, PostalCode::parse);
    String typedAddress =
        fields.required("address", address, text -> PlainLine.parse(text, ADDRESS));
    TelephoneNumber typedTelephone =
        fields.required("telephone", telephone, TelephoneNumber::parse);
    String typedFounder = fields.required("founder", founder, text -> PlainLine.parse(text, NAME));
    if (typedName == null
        || typedKana == null
        || typedPostalCode == null
        || typedAddress == null
        || typedTelephone == null
        || typedFounder == null) {
      return Optional.empty();
    }
    return Optional.of(
        new FacilityData(
            typedName, typedKana, typedPostalCode, typedAddress, typedTelephone, typedFounder));
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String typed) {
    kind = typed;
  }

  public String getCode() {
    return code;
  }

  public void setCode(String typed) {
    code = typed;
  }

  public String getOverrideReason() {
    return overrideReason;
  }

  public void setOverrideReason(String typed) {
    overrideReason = typed;
  }

  public String getName() {
    return name;
  }

  public void setName(String typed) {
    name = typed;
  }

  public String getKana() {
    return kana;
  }

  public void setKana(String typed) {
    kana = typed;
  }

  public String getPostalCode() {
    return postalCode;
  }

  public void setPostalCode(String typed) {
    postalCode = typed;
  }

  public String getAddress() {
    return address;
  }

  public void setAddress(String typed) {
    address = typed;
  }

  public String getTelephone() {
    return telephone;
  }

  public void setTelephone(String typed) {
    telephone = typed;
  }

  public String getFounder() {
    return founder;
  }

  public void setFounder(String typed) {
    founder = typed;
  }
}
