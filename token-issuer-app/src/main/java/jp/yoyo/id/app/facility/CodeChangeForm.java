package jp.yoyo.id.app.facility;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import jp.yoyo.id.app.format.FormatException;
import org.springframework.validation.Errors;

/** A new code for a facility that has moved or has another owner, or a second one beside it. */
public class CodeChangeForm {

  private String code = "";
  private String overrideReason = "";
  private String from = "";
  private String replaces = "true";
  private String reason = "";

  /** Empty if something is wrong, which is in the errors then. */
  Optional<CodeChange> change(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    FacilityCode typedCode = fields.required("code", code, FacilityCode::parse);
    Optional<String> override =
        typedCode == null
            ? Optional.empty()
            : FacilityForm.reason(fields, errors, typedCode, overrideReason);
    LocalDate typedFrom = fields.required("from", from, CodeChangeForm::day);
    String typedReason =
        fields.required("reason", reason, text -> PlainLine.parse(text, FacilityForm.REASON));
    if (errors.hasErrors() || typedCode == null || typedFrom == null || typedReason == null) {
      return Optional.empty();
    }
    return Optional.of(
        new CodeChange(
            typedCode, override.orElse(null), typedFrom, replaces.equals("true"), typedReason));
  }

  /** A day as date fields of browsers send it. */
  static LocalDate day(String typed) {
    try {
      LocalDate day = LocalDate.parse(typed.strip());
      if (day.getYear() < 1900 || day.getYear() > 2200) {
        throw new FormatException("facility.date");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw new FormatException("facility.date");
    }
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

  public String getFrom() {
    return from;
  }

  public void setFrom(String typed) {
    from = typed;
  }

  public String getReplaces() {
    return replaces;
  }

  public void setReplaces(String typed) {
    replaces = typed;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String typed) {
    reason = typed;
  }
}
