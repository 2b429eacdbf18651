package jp.yoyo.id.app.facility;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** Closing a facility. */
public class CloseForm {

  private String on = "";
  private String reason = "";
  private boolean confirmed;

  /** The day; null if something is wrong, which is in the errors then. */
  @Nullable LocalDate day(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    LocalDate day = fields.required("on", on, CodeChangeForm::day);
    fields.required("reason", reason, text -> PlainLine.parse(text, FacilityForm.REASON));
    if (!confirmed) {
      errors.rejectValue("confirmed", "facility.close.confirm-needed");
    }
    return errors.hasErrors() ? null : day;
  }

  public String getOn() {
    return on;
  }

  public void setOn(String typed) {
    on = typed;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String typed) {
    reason = typed;
  }

  public boolean isConfirmed() {
    return confirmed;
  }

  public void setConfirmed(boolean typed) {
    confirmed = typed;
  }
}
