package jp.yoyo.id.facilitytoken;

import java.util.Set;
import jp.yoyo.id.organizationadmin.Caller;
import jp.yoyo.id.organizationadmin.OrganizationAccess;
import jp.yoyo.id.organizationadmin.OrganizationRow;
import jp.yoyo.id.organizationadmin.Problem;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** One facility as the acting user reaches it, and what he may do with its tokens. */
final class FacilityTokenAccess {

  /** The client that stands for this API: the audience that an access token must carry. */
  static final String AUDIENCE = "facility-token";

  /** The role of {@link #AUDIENCE} that a service account must hold. */
  static final String ROLE = "issue-facility-tokens";

  /** Have tokens of the own facility issued, rotate and revoke them. */
  private static final String MANAGE = "manage-facility-token";

  /** Approve the applications of all facilities: counts in the central office alone. */
  private static final String APPROVE = "approve-facility-token";

  private static final String CENTRAL_OFFICE = "central";

  /** The types of organisations that have tokens. */
  private static final Set<String> FACILITIES = Set.of("facility", "venue");

  private final KeycloakSession session;
  private final Caller caller;
  private final OrganizationRow facility;
  private final @Nullable OrganizationAccess access;

  private FacilityTokenAccess(
      KeycloakSession session,
      Caller caller,
      OrganizationRow facility,
      @Nullable OrganizationAccess access) {
    this.session = session;
    this.caller = caller;
    this.facility = facility;
    this.access = access;
  }

  /**
   * The organisation with that alias, as far as it concerns the acting user: as a member, as
   * somebody who supervises it, or as one of the central office who approves.
   *
   * @throws org.keycloak.services.ErrorResponseException 401, 403 or 404
   */
  static FacilityTokenAccess to(KeycloakSession session, String alias) {
    Caller caller = Caller.onBehalf(session, AUDIENCE, ROLE);
    OrganizationRow any =
        caller.anyOrganization(alias).orElseThrow(() -> Problem.NOT_FOUND.in(session));
    if (approves(caller)) {
      boolean own =
          caller.organizations().stream().anyMatch(member -> member.alias().equals(alias));
      return new FacilityTokenAccess(session, caller, any, own ? caller.in(alias) : null);
    }
    return new FacilityTokenAccess(session, caller, any, caller.in(alias));
  }

  /** Goes on only for the companion app itself, whoever it works for. */
  static void requireApp(KeycloakSession session) {
    Caller.requireServiceAccount(session, AUDIENCE, ROLE);
  }

  private static boolean approves(Caller caller) {
    return caller.organizations().stream()
        .filter(own -> caller.permissionsIn(own).contains(APPROVE))
        .anyMatch(own -> CENTRAL_OFFICE.equals(caller.in(own.alias()).type()));
  }

  /** Goes on only for a member of the facility who manages its tokens. */
  void requireManage() {
    if (access == null) {
      throw Problem.FORBIDDEN.in(session);
    }
    if (!access.organization().enabled() && !access.isSupervisor()) {
      throw TokenProblem.ORGANIZATION_DISABLED.in(session);
    }
    access.require(MANAGE);
    if (!FACILITIES.contains(access.type() == null ? "" : access.type())) {
      throw Problem.FORBIDDEN.in(session);
    }
  }

  /** Goes on for whoever manages the tokens, supervises the facility, or approves for all. */
  void requireOversee() {
    if (access != null && !access.isSupervisor()) {
      access.require(MANAGE);
    }
  }

  Caller caller() {
    return caller;
  }

  OrganizationRow facility() {
    return facility;
  }
}
