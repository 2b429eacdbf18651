package jp.yoyo.id.temporarypassword;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The event listener {@code account-notices}; owns the queue of mails that wait. */
public final class AccountNoticesListenerFactory implements EventListenerProviderFactory {

  /** The name by which a realm switches the listener on. */
  public static final String ID = "account-notices";

  private final MailQueue queue = new MailQueue("account-notices");

  MailQueue queue() {
    return queue;
  }

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new AccountNoticesListener(session, new AccountNotices(session, queue));
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {
    queue.close();
  }
}
