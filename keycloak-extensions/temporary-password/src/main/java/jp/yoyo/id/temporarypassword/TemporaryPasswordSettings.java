package jp.yoyo.id.temporarypassword;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** The settings of this module: attributes of the realm, each with a default. */
final class TemporaryPasswordSettings {

  static final String VALIDITY = "temporaryPassword.validity";
  static final String REISSUES_PER_HOUR = "temporaryPassword.reissuesPerHour";
  static final String RESET_MAILS_PER_HOUR = "passwordReset.mailsPerHour";
  static final String NEW_DEVICE_MAIL = "accountNotices.newDevice";
  static final String LOGIN_URL = "temporaryPassword.loginUrl";
  static final String TIME_ZONE = "temporaryPassword.timeZone";

  private static final Logger LOG = Logger.getLogger(TemporaryPasswordSettings.class);
  private static final Duration DEFAULT_VALIDITY = Duration.ofDays(3);
  private static final int DEFAULT_REISSUES_PER_HOUR = 3;
  private static final int DEFAULT_RESET_MAILS_PER_HOUR = 5;
  private static final ZoneId DEFAULT_TIME_ZONE = ZoneId.of("Asia/Tokyo");

  private final RealmModel realm;

  TemporaryPasswordSettings(RealmModel realm) {
    this.realm = realm;
  }

  /** How long a temporary password can be used after its issue. */
  Duration validity() {
    return Duration.ofSeconds(number(VALIDITY, 1, DEFAULT_VALIDITY.toSeconds()));
  }

  /** How often one user's temporary password may be reissued within an hour. */
  int reissuesPerHour() {
    return (int) Math.min(number(REISSUES_PER_HOUR, 0, DEFAULT_REISSUES_PER_HOUR), 1_000);
  }

  /** How many mails with a link to reset a forgotten password one user may get within an hour. */
  int resetMailsPerHour() {
    return (int) Math.min(number(RESET_MAILS_PER_HOUR, 0, DEFAULT_RESET_MAILS_PER_HOUR), 1_000);
  }

  /** Whether users are told by mail of a login from a browser that is new: unless it says off. */
  boolean tellsOfNewDevices() {
    return !"off".equals(realm.getAttribute(NEW_DEVICE_MAIL));
  }

  /** The zone in which mails tell the time. */
  ZoneId timeZone() {
    String value = realm.getAttribute(TIME_ZONE);
    if (value == null || value.isBlank()) {
      return DEFAULT_TIME_ZONE;
    }
    try {
      return ZoneId.of(value.strip());
    } catch (DateTimeException e) {
      warn(TIME_ZONE, value, DEFAULT_TIME_ZONE);
      return DEFAULT_TIME_ZONE;
    }
  }

  /** Where users log in, as set by the operator. */
  @Nullable String loginUrl() {
    String value = realm.getAttribute(LOGIN_URL);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private long number(String name, long smallest, long otherwise) {
    String value = realm.getAttribute(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.strip());
      if (number >= smallest && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers that make no sense
    }
    warn(name, value, otherwise);
    return otherwise;
  }

  private void warn(String name, String value, Object otherwise) {
    LOG.warnf(
        "realm %s: attribute %s is '%s', which makes no sense; using %s",
        realm.getName(), name, value, otherwise);
  }
}
