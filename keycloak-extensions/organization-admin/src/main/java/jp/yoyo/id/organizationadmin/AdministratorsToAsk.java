package jp.yoyo.id.organizationadmin;

import java.util.List;
import java.util.Objects;
import jp.yoyo.id.temporarypassword.TemporaryPasswordContacts;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** The administrators of the user's own organisations, who can reissue a temporary password. */
final class AdministratorsToAsk implements TemporaryPasswordContacts {

  /** As many as a page can name. */
  private static final int MOST = 5;

  private final KeycloakSession session;

  AdministratorsToAsk(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public List<Contact> of(UserModel user) {
    return UserOrganization.of(session, user).stream()
        .map(UserOrganization::organization)
        .filter(OrganizationRow::enabled)
        .flatMap(organization -> administratorsOf(organization, user).stream())
        .limit(MOST)
        .toList();
  }

  private List<Contact> administratorsOf(OrganizationRow organization, UserModel except) {
    OrganizationRoles roles = session.getProvider(OrganizationRoles.class);
    String administrator = Catalogues.of(session).administrator().name();
    return roles.holders(organization.id(), administrator).stream()
        .filter(id -> !id.equals(except.getId()))
        .sorted()
        .map(id -> session.users().getUserById(session.getContext().getRealm(), id))
        .filter(Objects::nonNull)
        .filter(found -> found.isEnabled() && found.getServiceAccountClientLink() == null)
        .limit(MOST)
        .map(
            found ->
                new Contact(
                    text(found.getLastName()), text(found.getFirstName()), organization.name()))
        .toList();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  @Override
  public void close() {}
}
