package jp.yoyo.id.app.helpdesk;

import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.facility.PlainLine;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** How the person was identified who gets a new temporary password. */
public class ReissueForm {

  /** As much as Keycloak's events take. */
  static final int MAXIMUM = 200;

  private String identification = "";

  /** Null if something is wrong, which is in the errors then. */
  @Nullable String check(Errors errors) {
    return new FieldReader(errors)
        .required("identification", identification, text -> PlainLine.parse(text, MAXIMUM));
  }

  public String getIdentification() {
    return identification;
  }

  public void setIdentification(String typed) {
    identification = typed;
  }
}
