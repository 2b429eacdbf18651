package jp.yoyo.id.app.web;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** The number by which the help desk finds the log lines of a request. */
public final class ReferenceNumber {

  /** Name in the log (MDC), and of the request attribute. */
  public static final String KEY = "referenceNumber";

  /** Header of each response. */
  public static final String HEADER = "Reference-Number";

  /** Without look-alikes: people read it out on the telephone. */
  private static final String CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final Pattern FORM =
      Pattern.compile("[%1$s]{4}-[%1$s]{4}-[%1$s]{2}".formatted(CHARACTERS));

  /** On an error page of Keycloak: {@code 20260601-090000-123-045}. */
  private static final Pattern OF_KEYCLOAK = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9]{3}-[0-9]{3}");

  private static final SecureRandom RANDOM = new SecureRandom();

  private ReferenceNumber() {}

  /** That of the request, or of the message, that this thread is busy with. */
  public static Optional<String> current() {
    return Optional.ofNullable(MDC.get(KEY));
  }

  /** Whether a text that came in has the form of a number, of a page here or of Keycloak's. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches() || OF_KEYCLOAK.matcher(text).matches();
  }

  /** A new one: {@code 7KQ2-M9XD-4T}. */
  public static String next() {
    StringBuilder number = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      if (i == 4 || i == 8) {
        number.append('-');
      }
      number.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
    }
    return number.toString();
  }
}
