package jp.yoyo.id.app.facility;

/** Another facility holds the code at that time. */
public final class CodeHeldException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CodeHeldException(FacilityCode code) {
    super("Held by another facility: " + code);
  }

  public CodeHeldException(FacilityCode code, Throwable cause) {
    super("Held by another facility: " + code, cause);
  }
}
