package jp.yoyo.id.temporarypassword;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.UpdatePassword;
import org.keycloak.credential.CredentialInput;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.validation.Validation;

/**
 * The page on which a user changes the password: the 仮パスワード変更画面 of chapter 3 while the password is
 * a temporary one, and the ordinary change of a password otherwise. Takes the place of Keycloak's
 * own required action of the same id, and differs from it in this:
 *
 * <ul>
 *   <li>A temporary password can be changed only by the login that has proved that very password;
 *       see {@link PasswordProof}. A second tab or browser that comes later is refused.
 *   <li>The new password is not the present one, whatever the realm's policy says.
 *   <li>All other sessions of the user end, without being asked for.
 *   <li>As long as the mark of a temporary password stands, the page comes back at each login, even
 *       if somebody has taken the required action away.
 * </ul>
 */
public final class ChangePassword extends UpdatePassword {

  static final String ALREADY_CHANGED_PAGE = "password-already-changed.ftl";
  static final String ALREADY_CHANGED_ERROR = "password_already_changed";
  static final String SAME_PASSWORD_ERROR = "password_not_new";
  static final String SAME_PASSWORD_MESSAGE = "passwordNotNewMessage";

  private static final String ACTION = UserModel.RequiredAction.UPDATE_PASSWORD.name();

  /** Makes the change of the password required at the user's next login. */
  static void require(UserModel user) {
    if (user.getRequiredActionsStream().noneMatch(ACTION::equals)) {
      user.addRequiredAction(ACTION);
    }
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return new ChangePassword();
  }

  /** Above Keycloak's own, which has 0. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    super.evaluateTriggers(context);
    if (isTemporary(context)) {
      require(context.getUser());
    }
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    if (mayNotChange(context)) {
      refuse(context);
      return;
    }
    new PasswordProof(context.getAuthenticationSession()).noteShown(context.getUser());
    challenge(context, null);
  }

  @Override
  public void processAction(RequiredActionContext context) {
    UserModel user = context.getUser();
    UserRow.lock(context.getSession(), user);
    if (!user.isEnabled()) {
      refuseDisabled(context);
      return;
    }
    if (mayNotChange(context)) {
      refuse(context);
      return;
    }
    EventBuilder event = context.getEvent();
    event.event(EventType.UPDATE_CREDENTIAL);
    event.detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE);

    MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
    String password = form.getFirst("password-new");
    if (Validation.isBlank(password)) {
      reject(
          context,
          Errors.PASSWORD_MISSING,
          null,
          new FormMessage(Validation.FIELD_PASSWORD, Messages.MISSING_PASSWORD));
      return;
    }
    if (!password.equals(form.getFirst("password-confirm"))) {
      reject(
          context,
          Errors.PASSWORD_CONFIRM_ERROR,
          null,
          new FormMessage(Validation.FIELD_PASSWORD_CONFIRM, Messages.NOTMATCH_PASSWORD));
      return;
    }
    CredentialInput candidate = UserCredentialModel.password(password);
    if (user.credentialManager().isValid(candidate)) {
      reject(
          context,
          SAME_PASSWORD_ERROR,
          null,
          new FormMessage(Validation.FIELD_PASSWORD, SAME_PASSWORD_MESSAGE));
      return;
    }
    try {
      user.credentialManager().updateCredential(UserCredentialModel.password(password, false));
    } catch (ModelException e) {
      reject(
          context,
          Errors.PASSWORD_REJECTED,
          e.getMessage(),
          new FormMessage(Validation.FIELD_PASSWORD, e.getMessage(), e.getParameters()));
      return;
    }
    TemporaryPasswordMark.clear(user);
    new UserSessions(context.getSession(), context.getRealm())
        .endAllBut(user, context.getAuthenticationSession().getParentSession().getId())
        .forEach(ended -> recordLogout(context, ended));
    new PasswordProof(context.getAuthenticationSession()).forget();
    context.success();
    // As stock: listeners written for older releases know the change by this event.
    event.clone().event(deprecated(EventType.UPDATE_CREDENTIAL)).success();
  }

  private static void recordLogout(RequiredActionContext context, String sessionId) {
    context
        .getEvent()
        .clone()
        .event(EventType.LOGOUT)
        .session(sessionId)
        .user(context.getUser())
        .detail(Details.LOGOUT_TRIGGERED_BY_REQUIRED_ACTION, ACTION)
        .success();
  }

  private static boolean isTemporary(RequiredActionContext context) {
    return TemporaryPasswordMark.of(context.getUser()).isPresent();
  }

  /** Whether the right to change the password, if this login ever had it, is gone. */
  private static boolean mayNotChange(RequiredActionContext context) {
    PasswordProof proof = new PasswordProof(context.getAuthenticationSession());
    UserModel user = context.getUser();
    return proof.isOutdatedFor(user)
        || proof.isReplacedSinceShown(user)
        || (isTemporary(context) && !proof.holdsFor(user));
  }

  private static void challenge(RequiredActionContext context, @Nullable FormMessage error) {
    var form =
        context
            .form()
            .setAttribute("username", context.getUser().getUsername())
            .setAttribute("temporaryPassword", isTemporary(context));
    if (error != null) {
      form.addError(error);
    }
    context.challenge(form.createResponse(UserModel.RequiredAction.UPDATE_PASSWORD));
  }

  private static void reject(
      RequiredActionContext context, String error, @Nullable String reason, FormMessage message) {
    challenge(context, message);
    EventType type = EventType.UPDATE_CREDENTIAL_ERROR;
    for (EventType each : new EventType[] {type, deprecated(type)}) {
      EventBuilder event =
          context
              .getEvent()
              .clone()
              .event(each)
              .client(context.getAuthenticationSession().getClient())
              .user(context.getUser());
      if (reason != null) {
        event.detail(Details.REASON, reason);
      }
      event.error(error);
    }
  }

  /** Ends this login: it rests on a password that is not the user's any more. */
  private static void refuse(RequiredActionContext context) {
    context
        .getEvent()
        .clone()
        .event(EventType.UPDATE_CREDENTIAL_ERROR)
        .client(context.getAuthenticationSession().getClient())
        .user(context.getUser())
        .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
        .error(ALREADY_CHANGED_ERROR);
    Response page =
        context.form().setStatus(Response.Status.CONFLICT).createForm(ALREADY_CHANGED_PAGE);
    AuthenticationProcessor.resetFlow(
        context.getAuthenticationSession(), LoginActionsService.AUTHENTICATE_PATH);
    context.challenge(page);
  }

  /** Keycloak would refuse the session, but only after the password had been changed. */
  private static void refuseDisabled(RequiredActionContext context) {
    context
        .getEvent()
        .clone()
        .event(EventType.UPDATE_CREDENTIAL_ERROR)
        .client(context.getAuthenticationSession().getClient())
        .user(context.getUser())
        .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
        .error(Errors.USER_DISABLED);
    context.challenge(
        context
            .form()
            .setError(Messages.ACCOUNT_DISABLED)
            .createErrorPage(Response.Status.BAD_REQUEST));
  }

  @SuppressWarnings("deprecation")
  private static EventType deprecated(EventType type) {
    return type == EventType.UPDATE_CREDENTIAL
        ? EventType.UPDATE_PASSWORD
        : EventType.UPDATE_PASSWORD_ERROR;
  }
}
