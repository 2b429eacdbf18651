package jp.yoyo.id.temporarypassword;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.events.Details;
import org.keycloak.models.UserModel;

/**
 * Step of a login flow right after the password: refuses a temporary password that has expired, and
 * makes sure that one that has not leads to the change page and nowhere else.
 *
 * <p>Only who knows the right password comes this far, so saying that it has expired tells nothing
 * to anybody else.
 */
public final class TemporaryPasswordValidity extends RequiredStep {

  static final String ID = "temporary-password-validity";
  static final String EXPIRED_PAGE = "temporary-password-expired.ftl";
  static final String EXPIRED_ERROR = "temporary_password_expired";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    UserModel user = context.getUser();
    PasswordProof proof = new PasswordProof(context.getAuthenticationSession());
    if (AuthenticatorUtil.isPasswordValidated(context.getAuthenticationSession())) {
      proof.note(user);
    }
    if (proof.isOutdatedFor(user)) {
      // Reissued or changed while this page stood open in the browser.
      context.resetFlow();
      return;
    }
    TemporaryPasswordProvider temporaryPasswords =
        context.getSession().getProvider(TemporaryPasswordProvider.class);
    switch (temporaryPasswords.state(user)) {
      case NONE -> {
        // The password came from elsewhere; a mark about an earlier one would mislead.
        TemporaryPasswordMark.clear(user);
        context.success();
      }
      case UNCHANGED -> {
        ChangePassword.require(user);
        context.success();
      }
      case EXPIRED -> refuse(context);
    }
  }

  private static void refuse(AuthenticationFlowContext context) {
    UserModel user = context.getUser();
    context.getEvent().user(user).detail(Details.USERNAME, user.getUsername()).error(EXPIRED_ERROR);
    // Not a "failure": the password was right, and must not count towards the lock.
    context.forceChallenge(
        context
            .form()
            .setAttribute("contacts", contacts(context))
            .setStatus(Response.Status.FORBIDDEN)
            .createForm(EXPIRED_PAGE));
  }

  /** Whom to ask. Only who has proved the password comes here, so names tell no stranger. */
  private static List<Map<String, String>> contacts(AuthenticationFlowContext context) {
    TemporaryPasswordContacts contacts =
        context.getSession().getProvider(TemporaryPasswordContacts.class);
    return contacts == null
        ? List.of()
        : contacts.of(context.getUser()).stream()
            .map(
                contact ->
                    Map.of(
                        "lastName", contact.lastName(),
                        "firstName", contact.firstName(),
                        "organization", contact.organization()))
            .toList();
  }

  /** Whatever is sent from the page of an expired password begins the login again. */
  @Override
  public void action(AuthenticationFlowContext context) {
    context.resetFlow();
  }

  @Override
  public boolean requiresUser() {
    return true;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Temporary password: validity";
  }

  @Override
  public String getHelpText() {
    return "Directly after the password form: refuses an expired temporary password and forces the"
        + " change of a valid one.";
  }
}
