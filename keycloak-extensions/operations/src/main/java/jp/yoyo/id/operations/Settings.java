package jp.yoyo.id.operations;

import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/** The realm's settings, as attributes of the realm. The README lists them. */
record Settings(RealmModel realm) {

  private static final Logger LOG = Logger.getLogger(Settings.class);

  private static final String ANNOUNCE_BEFORE = "operations.announceBefore";
  private static final int A_WEEK = 7 * 24 * 60 * 60;
  private static final int A_YEAR = 366 * 24 * 60 * 60;

  /** How long before its begin a maintenance is announced, in seconds. */
  int announceBeforeSeconds() {
    String text = realm.getAttribute(ANNOUNCE_BEFORE);
    if (text == null || text.isBlank()) {
      return A_WEEK;
    }
    try {
      int seconds = Integer.parseInt(text.strip());
      if (seconds >= 0 && seconds <= A_YEAR) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    LOG.warnf(
        "Realm %s: %s is no number from 0 to %d; %d counts",
        realm.getName(), ANNOUNCE_BEFORE, A_YEAR, A_WEEK);
    return A_WEEK;
  }
}
