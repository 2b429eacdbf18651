package jp.yoyo.id.facilitytoken;

import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/** The realm's settings, as attributes of the realm. The README lists them. */
final class Settings {

  private static final Logger LOG = Logger.getLogger(Settings.class);

  private final RealmModel realm;

  Settings(RealmModel realm) {
    this.realm = realm;
  }

  /** How long a token is valid at most, and if nobody asks for less, in days. */
  int validityDays() {
    return number("facilityToken.validityDays", 365, 1, 3650);
  }

  /** How long a token stays valid beside the one that took its place, in seconds. */
  int overlapSeconds() {
    return number("facilityToken.overlap", 7 * 24 * 60 * 60, 0, 90 * 24 * 60 * 60);
  }

  /** How many active tokens a facility may have. */
  int mostPerFacility() {
    return number("facilityToken.mostPerFacility", 10, 1, 1000);
  }

  /** How many wrong tokens an address may send in a minute before it is served from memory only. */
  int wrongTokensPerMinute() {
    return number("facilityToken.wrongTokensPerMinute", 30, 0, 1_000_000);
  }

  private int number(String attribute, int otherwise, int least, int most) {
    String text = realm.getAttribute(attribute);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    LOG.warnf(
        "Realm %s: %s is no number from %d to %d; %d counts",
        realm.getName(), attribute, least, most, otherwise);
    return otherwise;
  }
}
