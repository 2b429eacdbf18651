package jp.yoyo.id.temporarypassword;

import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;

/**
 * Step of a flow that resets a forgotten password, after the choice of the user: who is disabled,
 * or has never changed the temporary password, is treated exactly as a user who does not exist. The
 * same page, no mail.
 *
 * <p>Otherwise a reset would be a way around an expired temporary password, which only the
 * organisation's administrator may reissue.
 */
public final class TemporaryPasswordResetGuard extends RequiredStep {

  static final String ID = "temporary-password-reset-guard";
  static final String UNCHANGED_ERROR = "temporary_password_unchanged";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    UserModel user = context.getUser();
    if (user != null) {
      String reason = reasonToRefuse(context, user);
      if (reason != null) {
        context.getEvent().clone().user(user).error(reason);
        // What ResetCredentialsChooseUser does for an unknown user; the next step says that a
        // mail is on its way, and sends none.
        context.clearUser();
      }
    }
    context.success();
  }

  private static @Nullable String reasonToRefuse(
      AuthenticationFlowContext context, UserModel user) {
    if (!user.isEnabled()) {
      return Errors.USER_DISABLED;
    }
    TemporaryPasswordProvider temporaryPasswords =
        context.getSession().getProvider(TemporaryPasswordProvider.class);
    return switch (temporaryPasswords.state(user)) {
      case NONE -> null;
      case UNCHANGED, EXPIRED -> UNCHANGED_ERROR;
    };
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    context.success();
  }

  @Override
  public boolean requiresUser() {
    return false;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Temporary password: reset guard";
  }

  @Override
  public String getHelpText() {
    return "After the choice of the user in a reset flow: no reset for users who are disabled or"
        + " have never changed their temporary password; they see what an unknown user sees.";
  }
}
