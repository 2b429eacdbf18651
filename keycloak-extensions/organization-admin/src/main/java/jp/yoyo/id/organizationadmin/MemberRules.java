package jp.yoyo.id.organizationadmin;

import static jp.yoyo.id.organizationadmin.MemberAction.CHANGE_EMAIL;
import static jp.yoyo.id.organizationadmin.MemberAction.CHANGE_ROLES;
import static jp.yoyo.id.organizationadmin.MemberAction.DISABLE;
import static jp.yoyo.id.organizationadmin.MemberAction.ENABLE;
import static jp.yoyo.id.organizationadmin.MemberAction.REMOVE;
import static jp.yoyo.id.organizationadmin.MemberAction.RESET_SECOND_FACTOR;
import static jp.yoyo.id.organizationadmin.MemberAction.SEND_TEMPORARY_PASSWORD;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.yoyo.id.temporarypassword.SecondFactorKinds;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * What a caller may do to the members of one organisation. What an administrator may do to somebody
 * ends where others are concerned: with members of other organisations, with users who hold more,
 * with the last administrator.
 *
 * <p>Each rule stands here once. The call that would break it asks here and is refused; the view of
 * a member asks here and tells beforehand. So a page never offers what the API refuses.
 */
final class MemberRules {

  /**
   * What happens to a member of two organisations is not one administrator's decision, but this.
   */
  private static final Set<MemberAction> WITHIN_ONE_ORGANIZATION = Set.of(CHANGE_ROLES, REMOVE);

  /**
   * Whoever did this to himself could not take it back; and whoever holds a stolen session must not
   * get rid of the second factor by it.
   */
  private static final Set<MemberAction> NOT_ON_ONESELF =
      Set.of(DISABLE, ENABLE, REMOVE, RESET_SECOND_FACTOR);

  /** What supervisors and the help desk do to people of organisations that are not theirs. */
  private static final Set<MemberAction> FROM_OUTSIDE =
      Set.of(SEND_TEMPORARY_PASSWORD, RESET_SECOND_FACTOR);

  /** What lets somebody else into an account: not for a session that its user has left open. */
  private static final Set<MemberAction> AFTER_STEP_UP =
      Set.of(SEND_TEMPORARY_PASSWORD, RESET_SECOND_FACTOR);

  /** An organisation keeps an administrator who can log in. */
  private static final Set<MemberAction> COSTS_AN_ADMINISTRATOR = Set.of(DISABLE, REMOVE);

  private final KeycloakSession session;
  private final OrganizationAccess access;
  private final OrganizationQueries queries;

  MemberRules(KeycloakSession session, OrganizationAccess access) {
    this.session = session;
    this.access = access;
    this.queries = new OrganizationQueries(session);
  }

  /**
   * Goes on only for a caller who may do this to members at all.
   *
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  void requirePermission(MemberAction action) {
    throwIfPresent(againstPermission(action));
  }

  /**
   * Goes on only if the caller may do this to this member now. Where an administrator could be
   * lost, only under a lock of the organisation: two administrators who remove each other at the
   * same moment come here one after the other.
   *
   * <p>Where a fresh second factor is needed it is asked for last, and {@link #refused} is silent
   * about it: nobody is sent to show one in vain, and whoever lacks it can get it.
   *
   * @throws org.keycloak.services.ErrorResponseException 403 or 409
   */
  void require(MemberAction action, Member member) {
    throwIfPresent(against(action, new Target(member)));
    if (AFTER_STEP_UP.contains(action)) {
      access.caller().requireStepUp();
    }
  }

  /**
   * Goes on only if the organisation keeps an administrator when these are the member's roles.
   *
   * @throws org.keycloak.services.ErrorResponseException 409
   */
  void requireAdministratorRemains(Member member, Set<String> roles) {
    if (!roles.contains(administrator()) && new Target(member).isLastAdministrator()) {
      throw Problem.LAST_ADMINISTRATOR.in(session);
    }
  }

  /**
   * Goes on only if the organisation has all these roles.
   *
   * @throws org.keycloak.services.ErrorResponseException 400
   */
  void requireKnown(Set<String> roles) {
    Set<String> known =
        access.caller().catalogue().rolesOf(access.type()).stream()
            .map(OrganizationCatalogue.Role::name)
            .collect(Collectors.toSet());
    List<Problem.FieldError> unknown =
        roles.stream()
            .filter(role -> !known.contains(role))
            .map(role -> Problem.field(session, "roles", "role", role))
            .toList();
    if (!unknown.isEmpty()) {
      throw Problem.INVALID.fields(session, unknown);
    }
  }

  /**
   * Nobody grants, and nobody takes away, what he does not hold himself.
   *
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  void requireHolds(Set<String> roles) {
    if (!access.permissions().containsAll(access.caller().catalogue().permissionsOf(roles))) {
      throw Problem.ROLE_NOT_HELD.in(session);
    }
  }

  /**
   * What the caller may not do to the member now, by the action's name in the API, each with the
   * reason in the caller's language. At most three statements.
   */
  Map<String, String> refused(Member member) {
    Target target = new Target(member);
    Map<String, String> refused = new LinkedHashMap<>();
    for (MemberAction action : MemberAction.values()) {
      againstPermission(action)
          .or(() -> against(action, target))
          .ifPresent(problem -> refused.put(action.inApi(), problem.detail(session)));
    }
    return refused;
  }

  private Optional<Problem> againstPermission(MemberAction action) {
    return isFromOutside(action) ? Optional.empty() : access.against(action.permission());
  }

  /**
   * Supervisors and the help desk may send new temporary passwords and reset second factors, and do
   * nothing else.
   */
  private boolean isFromOutside(MemberAction action) {
    return FROM_OUTSIDE.contains(action) && access.isOutside(action.permission());
  }

  /**
   * Whom somebody from outside may do so: a supervisor the administrators; the help desk everybody
   * in organisations of those types that the catalogue calls assisted, whatever their roles. It
   * goes to the address that they have, which the help desk cannot change, so it gives nobody a
   * right; but it costs the former password, which who works in an office is not to lose by a
   * telephone call.
   */
  private boolean isReachedFromOutside(Target target) {
    return (access.isSupervisor() && target.isAdministrator())
        || (access.isAssistant() && access.caller().catalogue().isAssisted(access.type()));
  }

  private Optional<Problem> against(MemberAction action, Target target) {
    Member member = target.member;
    boolean outOfReach =
        isFromOutside(action) ? !isReachedFromOutside(target) : target.holdsMoreHere();
    if (outOfReach || target.hasRightsInRealm()) {
      return Optional.of(Problem.MORE_PRIVILEGED);
    }
    if (!WITHIN_ONE_ORGANIZATION.contains(action) && member.memberOfOthers()) {
      return Optional.of(Problem.MEMBER_OF_SEVERAL_ORGANIZATIONS);
    }
    if (NOT_ON_ONESELF.contains(action) && target.isCaller()) {
      return Optional.of(Problem.NOT_ON_YOURSELF);
    }
    if (COSTS_AN_ADMINISTRATOR.contains(action) && target.isLastAdministrator()) {
      return Optional.of(Problem.LAST_ADMINISTRATOR);
    }
    // An administrator who could redirect another one's mail could take over that account.
    if (action == CHANGE_EMAIL && target.isAdministrator() && !target.isCaller()) {
      return Optional.of(Problem.MAIL_OF_ADMINISTRATOR);
    }
    if (action == SEND_TEMPORARY_PASSWORD && !member.row().enabled()) {
      return Optional.of(Problem.MEMBER_DISABLED);
    }
    if (action == RESET_SECOND_FACTOR && !target.hasSecondFactor()) {
      return Optional.of(Problem.NO_SECOND_FACTOR);
    }
    return Optional.empty();
  }

  private void throwIfPresent(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw problem.get().in(session);
    }
  }

  private String administrator() {
    return access.caller().catalogue().administrator().name();
  }

  /** A member with the facts that rules ask for, each read once. */
  private final class Target {

    private final Member member;
    private @Nullable Boolean rightsInRealm;
    private @Nullable Boolean lastAdministrator;
    private @Nullable Boolean secondFactor;

    Target(Member member) {
      this.member = member;
    }

    boolean isCaller() {
      return member.id().equals(access.caller().user().getId());
    }

    boolean isAdministrator() {
      return member.roles().contains(administrator());
    }

    /** Nobody acts on somebody who may more than he may himself. */
    boolean holdsMoreHere() {
      return !access
          .permissions()
          .containsAll(access.caller().catalogue().permissionsOf(member.roles()));
    }

    /**
     * Users with rights of their own in the realm (its administrators above all) are out of reach:
     * whoever changes their mail address can become them.
     */
    boolean hasRightsInRealm() {
      Boolean known = rightsInRealm;
      if (known == null) {
        known = queries.hasRightsInRealm(member.id());
        rightsInRealm = known;
      }
      return known;
    }

    boolean hasSecondFactor() {
      Boolean known = secondFactor;
      if (known == null) {
        known = queries.hasCredential(member.id(), SecondFactorKinds.ALL);
        secondFactor = known;
      }
      return known;
    }

    boolean isLastAdministrator() {
      Boolean known = lastAdministrator;
      if (known == null) {
        known = isAdministrator() && member.row().enabled() && otherAdministrators() == 0;
        lastAdministrator = known;
      }
      return known;
    }

    private long otherAdministrators() {
      return session
          .getProvider(OrganizationRoles.class)
          .countEnabledHolders(access.organization().id(), administrator(), member.id());
    }
  }
}
