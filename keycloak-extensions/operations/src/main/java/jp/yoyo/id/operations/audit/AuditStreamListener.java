package jp.yoyo.id.operations.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import jp.yoyo.id.operations.Reference;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

/**
 * Gives the stream what a session did, after it is committed: what was rolled back did not happen.
 * Failures come in a transaction of their own (Keycloak's EventBuilder) and are always written.
 */
final class AuditStreamListener implements EventListenerProvider {

  private static final Logger LOG = Logger.getLogger(AuditStreamListener.class);

  private final Happened happened;

  AuditStreamListener(KeycloakTransactionManager transactions, Consumer<AuditRecord> stream) {
    this.happened = new Happened(stream);
    transactions.enlistAfterCompletion(happened);
  }

  @Override
  public void onEvent(Event event) {
    try {
      happened.records.add(AuditRecord.of(event, Reference.current()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "An event of type %s is missing in the audit stream", event.getType());
    }
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    try {
      happened.records.add(AuditRecord.of(event, Reference.current()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "An admin event of %s is missing in the audit stream", event.getResourcePath());
    }
  }

  @Override
  public void close() {}

  /** No login fails because of this. */
  private static final class Happened extends AbstractKeycloakTransaction {

    private final Consumer<AuditRecord> stream;
    private final List<AuditRecord> records = new ArrayList<>();

    private Happened(Consumer<AuditRecord> stream) {
      this.stream = stream;
    }

    @Override
    protected void commitImpl() {
      for (AuditRecord record : records) {
        try {
          stream.accept(record);
        } catch (RuntimeException e) {
          LOG.error("A record is missing in the audit stream", e);
        }
      }
      records.clear();
    }

    @Override
    protected void rollbackImpl() {
      records.clear();
    }
  }
}
