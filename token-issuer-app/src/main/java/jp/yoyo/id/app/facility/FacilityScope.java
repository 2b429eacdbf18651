package jp.yoyo.id.app.facility;

import jp.yoyo.id.app.actor.Actor;

/**
 * The part of the register that an actor sees.
 *
 * @param condition SQL over {@code facility f} with at most the parameter {@code :scope}
 * @param parameter its value, or ""
 */
record FacilityScope(String condition, String parameter) {

  /**
   * Municipalities see the facilities that they supervise, federations those of their prefecture,
   * facilities themselves, the central office and its help desk all.
   */
  static FacilityScope of(Actor actor) {
    return switch (actor.organization().type()) {
      case CENTRAL -> new FacilityScope("true", "");
      case FEDERATION ->
          new FacilityScope("f.prefecture = :scope", actor.organization().prefecture());
      case MUNICIPALITY ->
          new FacilityScope("f.supervisor_alias = :scope", actor.organization().alias());
      case FACILITY, VENUE -> new FacilityScope("f.alias = :scope", actor.organization().alias());
    };
  }

  /** For what the app itself does, with nobody looking. */
  static FacilityScope everything() {
    return new FacilityScope("true", "");
  }
}
