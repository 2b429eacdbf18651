package jp.yoyo.id.facilitytoken;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.storage.adapter.AbstractInMemoryUserAdapter;

/**
 * A facility's system account as protocol mappers see it during an exchange: read only, and without
 * a statement.
 */
final class SystemAccount extends AbstractInMemoryUserAdapter {

  private final Account account;

  SystemAccount(KeycloakSession session, RealmModel realm, Account account) {
    super(session, realm, account.id());
    this.account = account;
    account.attributes().forEach((name, values) -> setAttribute(name, new ArrayList<>(values)));
    setSingleAttribute(UserModel.USERNAME, account.username());
    setServiceAccountClientLink(account.facility().organizationId());
    setCreatedTimestamp(account.createdAt());
    setEnabled(account.enabled());
    setReadonly(true);
  }

  Account account() {
    return account;
  }

  @Override
  public Stream<RoleModel> getRoleMappingsStream() {
    return account.roleIds().stream().map(realm::getRoleById).filter(role -> role != null);
  }

  @Override
  public Stream<GroupModel> getGroupsStream() {
    return account.groupIds().stream().map(realm::getGroupById).filter(group -> group != null);
  }

  @Override
  public SubjectCredentialManager credentialManager() {
    throw new UnsupportedOperationException("The account during an exchange has no credentials");
  }
}
