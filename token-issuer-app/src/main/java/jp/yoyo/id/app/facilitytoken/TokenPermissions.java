package jp.yoyo.id.app.facilitytoken;

import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Party;
import org.springframework.security.access.AccessDeniedException;

/** Who may do what about facility tokens. */
final class TokenPermissions {

  private TokenPermissions() {}

  /** A facility's own people: apply, claim, rotate, revoke. */
  static boolean isApplicant(Actor actor) {
    return actor.may(Permission.MANAGE_FACILITY_TOKEN)
        && actor.is(OrganizationType.FACILITY, OrganizationType.VENUE);
  }

  static void requireApplicant(Actor actor) {
    actor.require(Permission.MANAGE_FACILITY_TOKEN);
    actor.requireType(OrganizationType.FACILITY, OrganizationType.VENUE);
  }

  /** A municipality: reviews, hands over, uploads. */
  static boolean isMunicipality(Actor actor) {
    return actor.may(Permission.SUPERVISE_ORGANIZATIONS) && actor.is(OrganizationType.MUNICIPALITY);
  }

  static void requireMunicipality(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  /** The central office: approves. */
  static boolean isCentral(Actor actor) {
    return actor.may(Permission.APPROVE_FACILITY_TOKEN) && actor.is(OrganizationType.CENTRAL);
  }

  static boolean isReviewer(Actor actor) {
    return isMunicipality(actor) || isCentral(actor);
  }

  static void requireReviewer(Actor actor) {
    if (!isReviewer(actor)) {
      throw new AccessDeniedException(actor.userName() + " reviews no token applications");
    }
  }

  /** Whoever may see applications: the reviewers, and the help desk. */
  static boolean isReader(Actor actor) {
    return isReviewer(actor)
        || (actor.may(Permission.ASSIST_USERS) && actor.is(OrganizationType.CENTRAL));
  }

  static void requireReader(Actor actor) {
    if (!isReader(actor)) {
      throw new AccessDeniedException(actor.userName() + " sees no token applications");
    }
  }

  /** Whose commands the actor gives. */
  static Party party(Actor actor) {
    requireReviewer(actor);
    return isCentral(actor) ? Party.CENTRAL : Party.MUNICIPALITY;
  }

  static void requireParty(Actor actor, Party party) {
    switch (party) {
      case FACILITY -> requireApplicant(actor);
      case MUNICIPALITY -> requireMunicipality(actor);
      case CENTRAL -> {
        actor.require(Permission.APPROVE_FACILITY_TOKEN);
        actor.requireType(OrganizationType.CENTRAL);
      }
    }
  }

  /** The supervisor whose applications the actor sees; "" for all. */
  static String scope(Actor actor) {
    requireReader(actor);
    return actor.is(OrganizationType.CENTRAL) ? "" : actor.organization().alias();
  }
}
