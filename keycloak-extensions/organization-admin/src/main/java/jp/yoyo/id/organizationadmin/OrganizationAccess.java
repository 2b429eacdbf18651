package jp.yoyo.id.organizationadmin;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.organization.OrganizationProvider;

/** One organisation as the caller reaches it, and what he may do with it. */
public final class OrganizationAccess {

  private final KeycloakSession session;
  private final Caller caller;
  private final OrganizationRow organization;
  private final Set<String> permissions;
  private @Nullable Map<String, String> attributes;
  private @Nullable Boolean assistant;

  OrganizationAccess(
      KeycloakSession session,
      Caller caller,
      OrganizationRow organization,
      Set<String> permissions) {
    this.session = session;
    this.caller = caller;
    this.organization = organization;
    this.permissions = permissions;
  }

  /**
   * Goes on only for a member who holds the permission in this organisation.
   *
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  public void require(String permission) {
    Optional<Problem> problem = against(permission);
    if (problem.isPresent()) {
      throw problem.get().in(session);
    }
  }

  /** What speaks against a call that needs the permission in this organisation. */
  Optional<Problem> against(String permission) {
    if (permissions.contains(permission)) {
      return Optional.empty();
    }
    return Optional.of(organization.enabled() ? Problem.FORBIDDEN : Problem.ORGANIZATION_DISABLED);
  }

  /**
   * Goes on only for somebody who supervises this organisation.
   *
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  void requireSupervisor() {
    if (!isSupervisor()) {
      throw Problem.FORBIDDEN.in(session);
    }
  }

  /**
   * Goes on for a member who holds the permission, for somebody who assists this organisation's
   * people, and for somebody who supervises it.
   *
   * @return whether it is as a supervisor only
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  boolean requireOrOutside(String permission) {
    if (isOnlySupervisor(permission)) {
      return true;
    }
    requireOrAssistant(permission);
    return false;
  }

  /**
   * Goes on for a member who holds the permission and for somebody who assists this organisation's
   * people.
   *
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  void requireOrAssistant(String permission) {
    if (permissions.contains(permission) || !isAssistant()) {
      require(permission);
    }
  }

  /** Whether the caller lacks the permission as a member, but supervises or assists. */
  boolean isOutside(String permission) {
    return !permissions.contains(permission) && (isSupervisor() || isAssistant());
  }

  /** Whether it is only as a supervisor that the caller reaches what needs the permission. */
  boolean isOnlySupervisor(String permission) {
    return !permissions.contains(permission) && isSupervisor() && !isAssistant();
  }

  /** Whether it is only as an assistant that the caller reaches what needs the permission. */
  boolean isOnlyAssistant(String permission) {
    return !permissions.contains(permission) && !isSupervisor() && isAssistant();
  }

  /**
   * Whether the caller assists the people of the organisations below one of the own ones, and this
   * is one of them, however far below. Two statements at most, and only for those who may assist.
   */
  boolean isAssistant() {
    Boolean known = assistant;
    if (known == null) {
      known =
          !caller.assisting().isEmpty()
              && new OrganizationQueries(session).isBelow(organization.alias(), caller.assisting());
      assistant = known;
    }
    return known;
  }

  /** The same access of a caller who holds these roles here. */
  OrganizationAccess holding(Set<String> roles) {
    return new OrganizationAccess(
        session, caller, organization, caller.catalogue().permissionsOf(roles));
  }

  /** Whether the caller supervises this organisation for the one that its attribute names. */
  public boolean isSupervisor() {
    return caller.supervising(attributes().get(OrganizationAttributes.SUPERVISOR)) != null;
  }

  Caller caller() {
    return caller;
  }

  /** The organisation itself. */
  public OrganizationRow organization() {
    return organization;
  }

  /** What the caller may do here as a member. */
  public Set<String> permissions() {
    return permissions;
  }

  Map<String, String> attributes() {
    Map<String, String> known = attributes;
    if (known == null) {
      known = new OrganizationQueries(session).attributesOf(organization);
      attributes = known;
    }
    return known;
  }

  /** One of the catalogue's types. */
  public @Nullable String type() {
    return attributes().get(OrganizationAttributes.TYPE);
  }

  /** The name for people. */
  String displayName() {
    return attributes().getOrDefault(OrganizationAttributes.DISPLAY_NAME, organization.name());
  }

  /** Keycloak's own model of the organisation, to change it. */
  OrganizationModel model() {
    return session.getProvider(OrganizationProvider.class).getById(organization.id());
  }
}
