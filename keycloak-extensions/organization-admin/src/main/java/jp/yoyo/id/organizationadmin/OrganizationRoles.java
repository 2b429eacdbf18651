package jp.yoyo.id.organizationadmin;

import java.util.List;
import java.util.Set;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * Who holds which role in which organisation. The default keeps a role as a reserved top-level
 * group of the organisation; this SPI exists so that a native organisation role of Keycloak can
 * take its place one day.
 *
 * <p>All reads are from the database, not from a cache: a role that was taken away is gone at the
 * next request on every node.
 */
public interface OrganizationRoles extends Provider {

  /** One organisation of a user, with the names of the roles that the user holds there. */
  record Membership(OrganizationRow organization, Set<String> roles) {}

  /** The organisations that the user is a member of, by name; one statement. */
  List<Membership> membershipsOf(String userId);

  /** The same with the type of each organisation, for the steps of a login; one statement. */
  List<UserOrganization> organizationsOf(String userId);

  /** The roles that the member holds in the organisation. One statement. */
  Set<String> heldBy(String userId, String organizationId);

  /**
   * The same of all members for lists, as part of their own statement: a query in PostgreSQL's SQL
   * with the columns {@code user_id} and {@code role}, a row for each role that a member holds.
   *
   * @param groupId expression for the id of the organisation's internal group
   */
  String holdersSql(String groupId);

  /** The ids of the members who hold the role in the organisation. One statement. */
  Set<String> holders(String organizationId, String role);

  /**
   * How many enabled members but the given one hold the role in the organisation. One statement.
   */
  long countEnabledHolders(String organizationId, String role, String exceptUserId);

  /** Makes the given roles the member's only ones in the organisation. */
  void replace(OrganizationModel organization, UserModel member, Set<String> roles);
}
