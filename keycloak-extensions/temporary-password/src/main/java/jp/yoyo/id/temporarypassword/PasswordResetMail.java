package jp.yoyo.id.temporarypassword;

import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialEmail;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.Constants;
import org.keycloak.models.DefaultActionTokenKey;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionCompoundId;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Mails the link with which a user resets a forgotten password. Takes the place of Keycloak's own
 * step of the same id, which sends inside the request and its transaction. Anybody can cause that
 * without logging in, so that
 *
 * <ul>
 *   <li>a mail server that hangs would bind one database connection for each request;
 *   <li>the time of the answer would tell whether the user exists;
 *   <li>a mailbox could be flooded.
 * </ul>
 *
 * <p>Here another thread sends the mail after the answer, and one user gets five an hour at most
 * (realm attribute {@code passwordReset.mailsPerHour}). The page says the same in every case.
 *
 * <p>A link dies with the password that it was asked for: after a change or reset of the password,
 * links that were mailed before open nothing, used or not.
 */
final class PasswordResetMail extends ResetCredentialEmail {

  static final String TOO_MANY_ERROR = "too_many_reset_mails";

  /** In the link's token: the password that it is meant to replace. */
  private static final String PASSWORD_CLAIM = "password";

  /** Attribute of an organisation: its name as people know it, if another than the unique one. */
  private static final String DISPLAY_NAME = "displayName";

  private static final int MOST_ORGANIZATIONS = 3;

  private static final Logger LOG = Logger.getLogger(PasswordResetMail.class);

  private final MailQueue queue;

  PasswordResetMail(MailQueue queue) {
    this.queue = queue;
  }

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    UserModel user = context.getUser();
    boolean byLink = user != null && hasComeByTheLink(context, user);
    if (byLink && passwordIsNewerThanTheLink(context, user)) {
      context.getEvent().clone().user(user).error(Errors.EXPIRED_CODE);
      context.forkWithErrorMessage(new FormMessage(Messages.EXPIRED_ACTION));
      return;
    }
    if (user == null || byLink || isBlank(user.getEmail())) {
      // No mail in any of these cases.
      super.authenticate(context);
      return;
    }
    EventBuilder event =
        context
            .getEvent()
            .clone()
            .event(EventType.SEND_RESET_PASSWORD)
            .user(user)
            .detail(
                Details.USERNAME,
                context
                    .getAuthenticationSession()
                    .getAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME))
            .detail(Details.EMAIL, user.getEmail())
            .detail(Details.CODE_ID, context.getAuthenticationSession().getParentSession().getId());
    if (!allowance(context, user).take()) {
      event.error(TOO_MANY_ERROR);
    } else {
      try {
        queue.addAfterCommit(context.getSession(), List.of(mail(context, user)));
        event.success();
      } catch (RuntimeException e) {
        LOG.error("no mail to reset a password", e);
        event.error(Errors.EMAIL_SEND_FAILED);
      }
    }
    context.forkWithSuccessMessage(new FormMessage(Messages.EMAIL_SENT));
  }

  private static UserMail mail(AuthenticationFlowContext context, UserModel user) {
    AuthenticationSessionModel authentication = context.getAuthenticationSession();
    int lifespan = lifespan(context);
    ResetCredentialsActionToken token =
        new ResetCredentialsActionToken(
            user.getId(),
            user.getEmail(),
            (int) ServerClock.now().getEpochSecond() + lifespan,
            AuthenticationSessionCompoundId.fromAuthSession(authentication).getEncodedId(),
            authentication.getClient().getClientId());
    token.setOtherClaims(PASSWORD_CLAIM, PasswordProof.present(user));
    String link =
        UriBuilder.fromUri(
                context.getActionTokenUrl(
                    token.serialize(
                        context.getSession(), context.getRealm(), context.getUriInfo())))
            .build()
            .toString();
    return new UserMailRenderer(context.getSession(), context.getRealm())
        .draftFor(user)
        .withLink(link, TimeUnit.SECONDS.toMinutes(lifespan))
        .with("organizationName", organizations(context, user))
        .render("passwordResetSubject", "password-reset.ftl", user.getEmail());
  }

  /** The names of the organisations that the account is for; empty where there are none. */
  private static String organizations(AuthenticationFlowContext context, UserModel user) {
    OrganizationProvider organizations =
        context.getSession().getProvider(OrganizationProvider.class);
    return organizations == null
        ? ""
        : MailText.oneLine(
            organizations
                .getByMember(user)
                .limit(MOST_ORGANIZATIONS)
                .map(PasswordResetMail::nameOf)
                .collect(Collectors.joining(" / ")));
  }

  private static String nameOf(OrganizationModel organization) {
    List<String> forPeople =
        organization.getAttributes().getOrDefault(DISPLAY_NAME, List.of(organization.getName()));
    return forPeople.isEmpty() ? organization.getName() : forPeople.get(0);
  }

  private static HourlyAllowance allowance(AuthenticationFlowContext context, UserModel user) {
    return new HourlyAllowance(
        context.getSession().singleUseObjects(),
        "password-reset-mail:" + context.getRealm().getId() + ":" + user.getId(),
        new TemporaryPasswordSettings(context.getRealm()).resetMailsPerHour(),
        ServerClock.INSTANCE);
  }

  private static boolean hasComeByTheLink(AuthenticationFlowContext context, UserModel user) {
    return Objects.equals(
        user.getId(),
        context.getAuthenticationSession().getAuthNote(DefaultActionTokenKey.ACTION_TOKEN_USER_ID));
  }

  private static boolean passwordIsNewerThanTheLink(
      AuthenticationFlowContext context, UserModel user) {
    // The link's token, which Keycloak has verified.
    String link = context.getAuthenticationSession().getAuthNote(Constants.KEY);
    if (link == null) {
      return false;
    }
    try {
      JsonWebToken token = new JWSInput(link).readJsonContent(JsonWebToken.class);
      return !PasswordProof.present(user).equals(token.getOtherClaims().get(PASSWORD_CLAIM));
    } catch (JWSInputException e) {
      throw new IllegalStateException("a verified token that cannot be read", e);
    }
  }

  private static int lifespan(AuthenticationFlowContext context) {
    return context
        .getRealm()
        .getActionTokenGeneratedByUserLifespan(ResetCredentialsActionToken.TOKEN_TYPE);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
