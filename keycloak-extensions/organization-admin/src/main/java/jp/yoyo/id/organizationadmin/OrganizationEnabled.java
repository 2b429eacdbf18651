package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Keeps out users whose organisations are all disabled. Keycloak does so for managed members only;
 * ours are unmanaged, because removing an organisation must not delete people. Stands behind the
 * cookie as well as behind the password.
 */
final class OrganizationEnabled implements Authenticator {

  static final String PAGE = "organization-disabled.ftl";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    // Out of Keycloak's cache, which hears of changes as it does of a user's: no statement.
    List<OrganizationModel> organizations =
        context
            .getSession()
            .getProvider(OrganizationProvider.class)
            .getByMember(context.getUser())
            .sorted(Comparator.comparing(OrganizationModel::getName))
            .toList();
    if (!organizations.isEmpty()) {
      // Who reads the event need not look it up.
      context
          .getEvent()
          .detail(
              "organization",
              organizations.stream()
                  .map(OrganizationModel::getAlias)
                  .collect(Collectors.joining(",")));
    }
    if (organizations.isEmpty() || organizations.stream().anyMatch(OrganizationModel::isEnabled)) {
      context.success();
      return;
    }
    context.getEvent().user(context.getUser()).error(Errors.USER_DISABLED);
    Response page =
        context
            .form()
            .setAttribute("organizationName", organizations.get(0).getName())
            .setStatus(Response.Status.FORBIDDEN)
            .createForm(PAGE);
    context.failure(AuthenticationFlowError.USER_DISABLED, page);
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    authenticate(context);
  }

  @Override
  public boolean requiresUser() {
    return true;
  }

  @Override
  public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
    return true;
  }

  @Override
  public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

  @Override
  public void close() {}
}
