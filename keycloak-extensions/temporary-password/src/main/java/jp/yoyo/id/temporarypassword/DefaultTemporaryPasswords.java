package jp.yoyo.id.temporarypassword;

import java.time.Duration;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.LengthPasswordPolicyProviderFactory;
import org.keycloak.policy.PasswordPolicyManagerProvider;

/** Temporary passwords in Keycloak's own credential store, mailed by Keycloak's own mail sender. */
final class DefaultTemporaryPasswords implements TemporaryPasswordProvider {

  private final KeycloakSession session;
  private final TemporaryPasswordGenerator generator;

  DefaultTemporaryPasswords(KeycloakSession session, TemporaryPasswordGenerator generator) {
    this.session = session;
    this.generator = generator;
  }

  /** The secret and its mail, which belong to one user and are stored once. */
  private static final class PreparedPassword implements Prepared {

    private final String userId;
    private final TemporaryPassword password;
    private final UserMail mail;

    PreparedPassword(String userId, TemporaryPassword password, UserMail mail) {
      this.userId = userId;
      this.password = password;
      this.mail = mail;
    }

    @Override
    public void send() throws MailNotSentException {
      mail.send();
    }

    @Override
    public String toString() {
      return "PreparedPassword[user=" + userId + "]";
    }
  }

  @Override
  public Prepared prepare(UserModel user, Notice notice, String organizationName) {
    String address = user.getEmail();
    if (address == null || address.isBlank()) {
      throw new IllegalStateException("user " + user.getId() + " has no mail address");
    }
    TemporaryPassword password = generate(user);
    UserMailRenderer.Draft draft =
        new UserMailRenderer(session, realm())
            .draftFor(user)
            .with("organizationName", MailText.oneLine(organizationName))
            .with("temporaryPassword", password.reveal())
            .withTime("validUntil", ServerClock.now().plus(validity()));
    UserMail mail =
        switch (notice) {
          case ACCOUNT_ISSUED ->
              draft
                  .with("userId", user.getUsername())
                  .render("accountIssuedSubject", "account-issued.ftl", address);
          case PASSWORD_ONLY ->
              draft.render(
                  "temporaryPasswordIssuedSubject", "temporary-password-issued.ftl", address);
        };
    return new PreparedPassword(user.getId(), password, mail);
  }

  private TemporaryPassword generate(UserModel user) {
    PasswordPolicyManagerProvider policy = session.getProvider(PasswordPolicyManagerProvider.class);
    Object length =
        realm().getPasswordPolicy().getPolicyConfig(LengthPasswordPolicyProviderFactory.ID);
    return generator.generate(
        length instanceof Integer minimum ? minimum : 0,
        candidate -> policy.validate(realm(), user, candidate) == null);
  }

  @Override
  public void store(UserModel user, Prepared prepared, MailState mail) {
    if (!(prepared instanceof PreparedPassword ready) || !ready.userId.equals(user.getId())) {
      throw new IllegalArgumentException("not prepared for user " + user.getId());
    }
    UserRow.lock(session, user);
    if (!user.credentialManager().updateCredential(ready.password.asCredential())) {
      throw new IllegalStateException("nothing stores a password for user " + user.getId());
    }
    user.addRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
    TemporaryPasswordMark.set(user, ServerClock.now());
    TemporaryPasswordMark.setMail(user, mail);
    session.loginFailures().removeUserLoginFailure(realm(), user.getId());
    new UserSessions(session, realm()).endAll(user);
  }

  @Override
  public void markSent(UserModel user) {
    if (user.getFirstAttribute(TemporaryPasswordMark.ISSUED_AT) != null) {
      TemporaryPasswordMark.setMail(user, MailState.SENT);
    }
  }

  @Override
  public State state(UserModel user) {
    return TemporaryPasswordMark.of(user)
        .map(mark -> mark.expired(validity(), ServerClock.now()) ? State.EXPIRED : State.UNCHANGED)
        .orElse(State.NONE);
  }

  @Override
  public MailState mailState(UserModel user) {
    return TemporaryPasswordMark.mail(user);
  }

  @Override
  public void takeReissue(UserModel user) throws TooManyReissuesException {
    HourlyAllowance allowance = allowance(user);
    if (!allowance.take()) {
      throw new TooManyReissuesException(allowance.secondsUntilNext());
    }
  }

  @Override
  public void returnReissue(UserModel user) {
    allowance(user).giveBack();
  }

  @Override
  public void close() {}

  private HourlyAllowance allowance(UserModel user) {
    return new HourlyAllowance(
        session.singleUseObjects(),
        "temporary-password-reissue:" + realm().getId() + ":" + user.getId(),
        settings().reissuesPerHour(),
        ServerClock.INSTANCE);
  }

  private RealmModel realm() {
    return session.getContext().getRealm();
  }

  private TemporaryPasswordSettings settings() {
    return new TemporaryPasswordSettings(realm());
  }

  private Duration validity() {
    return settings().validity();
  }
}
