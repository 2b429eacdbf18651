package jp.yoyo.id.app.facility;

import java.util.regex.Pattern;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * A mail address (RFC 5321) as people have them: no quoted local part, no address literal.
 *
 * @param value ASCII
 */
public record MailAddress(String value) {

  /** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
  public static final int MAXIMUM = 254;

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

  private static final Pattern ADDRESS =
      Pattern.compile(ATOM + "@" + LABEL + "(?:\\." + LABEL + ")+");

  public MailAddress {
    if (value.length() > MAXIMUM || !ADDRESS.matcher(value).matches()) {
      throw new FormatException("facility.mail");
    }
  }

  /** Reads what somebody typed, in any width. */
  public static MailAddress parse(String typed) {
    return new MailAddress(TypedText.narrow(typed));
  }

  @Override
  public String toString() {
    return value;
  }
}
