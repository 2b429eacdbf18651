package jp.yoyo.id.app.facilitytoken;

import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import org.springframework.stereotype.Component;

/** What the audit trail says about applications and tokens; never a token, never a claim code. */
@Component
class TokenRecords {

  /** Type of object of an application. */
  static final String APPLICATION = "facility-token-application";

  /** Type of object of a token. */
  static final String TOKEN = "facility-token";

  private final AuditTrail audit;

  TokenRecords(AuditTrail audit) {
    this.audit = audit;
  }

  void application(
      Actor actor,
      String action,
      TokenApplication application,
      List<AuditEvent.Change> changes,
      Map<String, String> details) {
    audit.record(
        actor,
        new AuditEvent(
            APPLICATION + "." + action,
            APPLICATION,
            application.id().toString(),
            application.facility().alias(),
            changes,
            details));
  }

  void state(
      Actor actor,
      TokenApplication application,
      TokenApplicationState.Command command,
      TokenApplicationState to,
      Map<String, String> details) {
    application(
        actor,
        command.code(),
        application,
        List.of(new AuditEvent.Change("state", application.state().column(), to.column())),
        details);
  }

  void token(
      Actor actor, String action, String facility, String tokenId, Map<String, String> details) {
    audit.record(
        actor, new AuditEvent(TOKEN + "." + action, TOKEN, tokenId, facility, List.of(), details));
  }
}
