package jp.yoyo.id.temporarypassword;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Sees to it that users hear of changes that Keycloak makes: their own (change page, account
 * console, reset) by the events of the user, those of a realm administrator by admin events.
 *
 * <p>A password that a realm administrator sets as temporary gets the {@linkplain
 * TemporaryPasswordMark mark}, so that it expires like one that was mailed.
 */
final class AccountNoticesListener implements EventListenerProvider {

  /** Note of a login: a mail has told that a second factor was added. */
  private static final String TOLD = "account-notices.second-factor-added";

  /** What a realm administrator does to a user's credentials, as it stands in the path. */
  private static final Set<String> CREDENTIAL_ACTIONS = Set.of("reset-password", "credentials");

  private static final Logger LOG = Logger.getLogger(AccountNoticesListener.class);

  private final KeycloakSession session;
  private final AccountNotices notices;

  AccountNoticesListener(KeycloakSession session, AccountNotices notices) {
    this.session = session;
    this.notices = notices;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getUserId() == null || event.getError() != null) {
      return;
    }
    if (event.getType() == EventType.LOGIN) {
      if (new TemporaryPasswordSettings(session.getContext().getRealm()).tellsOfNewDevices()) {
        withUser(
            event.getRealmId(),
            event.getUserId(),
            user -> notices.loggedIn(user, String.valueOf(event.getIpAddress())));
      }
    } else if (event.getType() == EventType.UPDATE_CREDENTIAL
        || event.getType() == EventType.REMOVE_CREDENTIAL) {
      credentialChanged(event, detail(event, Details.CREDENTIAL_TYPE));
    } else if (event.getType() == EventType.UPDATE_EMAIL
        || event.getType() == EventType.UPDATE_PROFILE) {
      if (detail(event, Details.UPDATED_EMAIL) != null) {
        withUser(
            event.getRealmId(),
            event.getUserId(),
            user -> notices.emailChanged(user, detail(event, Details.PREVIOUS_EMAIL)));
      }
    }
  }

  private void credentialChanged(Event event, @Nullable String type) {
    SecondFactorChange change = SecondFactorChange.of(event.getType(), type);
    if (change != null) {
      if (!isToldInThisLogin(change)) {
        withUser(
            event.getRealmId(),
            event.getUserId(),
            user -> notices.secondFactorChanged(user, change));
      }
    } else if (PasswordCredentialModel.TYPE.equals(type)
        && event.getType() == EventType.UPDATE_CREDENTIAL) {
      withUser(event.getRealmId(), event.getUserId(), notices::passwordChanged);
    }
  }

  /**
   * Whether a mail of this login has told that a second factor was added. The recovery codes that
   * are made right after an app or a passkey are one registration with it. That one is told even
   * where a login demands it and is the first: whoever knows the password first registers the first
   * factor, and the account's owner must hear of it.
   */
  private boolean isToldInThisLogin(SecondFactorChange change) {
    AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
    if (login == null || change != SecondFactorChange.ADDED) {
      return false;
    }
    boolean told = login.getAuthNote(TOLD) != null;
    login.setAuthNote(TOLD, "true");
    return told;
  }

  private static @Nullable String detail(Event event, String name) {
    return event.getDetails() == null ? null : event.getDetails().get(name);
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    if (event.getError() != null || event.getResourceType() != ResourceType.USER) {
      return;
    }
    String[] path =
        event.getResourcePath() == null ? new String[0] : event.getResourcePath().split("/");
    if (path.length < 2 || !path[0].equals("users")) {
      return;
    }
    boolean update = event.getOperationType() == OperationType.UPDATE && path.length == 2;
    boolean action =
        event.getOperationType() == OperationType.ACTION
            && path.length > 2
            && CREDENTIAL_ACTIONS.contains(path[2]);
    if (update || action) {
      withUser(event.getRealmId(), path[1], this::changedByAdministrator);
    }
  }

  /**
   * An admin event does not say what was before. The database does: this transaction has not been
   * committed yet, so another one still reads the former state.
   */
  private void changedByAdministrator(UserModel user) {
    Former former = former(user);
    if (!Objects.equals(former.email, user.getEmail())) {
      notices.emailChanged(user, former.email);
    }
    if (!former.passwordSetAt.equals(TemporaryPasswordMark.passwordSetAt(user))) {
      mark(user);
      notices.passwordChanged(user);
    }
    SecondFactorChange.between(former.secondFactors, SecondFactorChange.idsOf(user))
        .forEach(change -> notices.secondFactorChanged(user, change));
  }

  private static void mark(UserModel user) {
    boolean temporary =
        user.getRequiredActionsStream()
            .anyMatch(UserModel.RequiredAction.UPDATE_PASSWORD.name()::equals);
    TemporaryPasswordMark.clear(user);
    if (temporary) {
      TemporaryPasswordMark.set(user, ServerClock.now());
    }
  }

  private record Former(
      @Nullable String email, Optional<Instant> passwordSetAt, Set<String> secondFactors) {}

  private Former former(UserModel user) {
    String realmId = session.getContext().getRealm().getId();
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        other -> {
          RealmModel realm = other.realms().getRealm(realmId);
          other.getContext().setRealm(realm);
          UserModel before = other.users().getUserById(realm, user.getId());
          return before == null
              ? new Former(null, Optional.empty(), Set.of())
              : new Former(
                  before.getEmail(),
                  TemporaryPasswordMark.passwordSetAt(before),
                  SecondFactorChange.idsOf(before));
        });
  }

  private interface ForUser {
    void run(UserModel user);
  }

  /** Runs it for a user of the session's realm; what fails is logged and never fails the change. */
  private void withUser(String realmId, String userId, ForUser action) {
    RealmModel realm = session.getContext().getRealm();
    if (realm == null || !realm.getId().equals(realmId)) {
      // Events of the realm "master" about another realm's users: the email theme and language
      // in reach are those of the session's realm.
      LOG.debugf("no notice for user %s of another realm than the session's", userId);
      return;
    }
    try {
      UserModel user = session.users().getUserById(realm, userId);
      if (user != null) {
        action.run(user);
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "no notice for user %s", userId);
    }
  }

  @Override
  public void close() {}
}
