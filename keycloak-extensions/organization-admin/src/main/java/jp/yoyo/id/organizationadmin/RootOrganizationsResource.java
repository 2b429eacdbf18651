package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * The beginning of everything: an organisation that nobody supervises, issued by an administrator
 * of the realm at {@code /admin/realms/{realm}/root-organizations}.
 */
public class RootOrganizationsResource {

  private final KeycloakSession session;
  private final AdminPermissionEvaluator evaluator;

  RootOrganizationsResource(KeycloakSession session, AdminPermissionEvaluator evaluator) {
    this.session = session;
    this.evaluator = evaluator;
  }

  /** Issues the organisation with its first administrator; the same call again does nothing. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response issue(InputStream body) {
    evaluator.realm().requireManageRealm();
    evaluator.users().requireManage();
    Requests.OrganizationIssue wanted =
        new JsonBody(session).read(body, Requests.OrganizationIssue.class);
    if (wanted.supervisor() != null) {
      throw Problem.INVALID.fields(
          session, List.of(Problem.field(session, "supervisor", "unknown")));
    }
    AdminAuth actor = evaluator.adminAuth();
    return OrganizationsResource.answer(
        session,
        new Issuance(session, new Audit(session, actor, /* onBehalf= */ false))
            .organization(wanted, /* supervisor= */ null));
  }
}
