package jp.yoyo.id.app.facilitytoken;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.mail.Mails;
import org.springframework.stereotype.Component;

/** Tells a facility by mail at each step where its application stands. */
@Component
class TokenMails {

  private static final String STEP = "facility-token-step";

  private final Mails mails;
  private final FacilityRegister register;

  TokenMails(Mails mails, FacilityRegister register) {
    this.mails = mails;
    this.register = register;
  }

  /** Within the caller's transaction. To whoever the application names (担当者). */
  void step(Actor actor, TokenApplication application, String step, String comment) {
    send(actor, application, step, comment, Set.of(application.content().contactMail()));
  }

  /** As {@link #step}, also to the address of the register: nobody gets a token unnoticed. */
  void stepToAll(Actor actor, TokenApplication application, String step) {
    Set<String> all = new LinkedHashSet<>(Set.of(application.content().contactMail()));
    register
        .findByAlias(application.facility().alias())
        .map(Facility::contactMail)
        .ifPresent(all::add);
    send(actor, application, step, "", all);
  }

  private void send(
      Actor actor, TokenApplication application, String step, String comment, Set<String> all) {
    for (String to : all) {
      mails.send(
          actor,
          "facility-token/%s/%d/%s/%s"
              .formatted(application.id(), application.version(), step, Objects.hash(to)),
          STEP,
          Locale.JAPANESE,
          to,
          Map.of(
              "organization", application.facility().name(),
              "name", application.content().contactName(),
              "application", application.id().toString(),
              "referenceNumber", application.referenceNumber(),
              "kind", application.content().kind().column(),
              "step", step,
              "comment", comment));
    }
  }
}
