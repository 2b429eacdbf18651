package jp.yoyo.id.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** What the API answers. Times are milliseconds since 1970 UTC; what is absent is left out. */
final class Views {

  private Views() {}

  /**
   * A text in both languages.
   *
   * @param ja Japanese
   * @param en English
   */
  @Schema(name = "Text")
  record TextView(String ja, String en) {

    static TextView of(Plan.Text text) {
      return new TextView(text.ja(), text.en());
    }
  }

  /**
   * What everybody may know.
   *
   * @param time the server's, when it answered
   */
  @Schema(name = "Status")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(long time, PublicMaintenance maintenance, @Nullable HelpDeskView helpDesk) {

    static Status of(RealmModel realm) {
      long now = Plans.now();
      return new Status(
          now,
          Plans.of(realm)
              .filter(plan -> plan.stateAt(now) != Plan.State.PLANNED)
              .map(
                  plan ->
                      new PublicMaintenance(
                          plan.stateAt(now).inApi(),
                          plan.from(),
                          plan.until(),
                          TextView.of(plan.shownText())))
              .orElse(new PublicMaintenance(Plan.State.NONE.inApi(), null, null, null)),
          HelpDesk.of(realm).map(desk -> HelpDeskView.of(desk, now)).orElse(null));
    }
  }

  /**
   * A maintenance as everybody may know it.
   *
   * @param state none, announced or ongoing; all else is absent for none
   */
  @Schema(name = "PublicMaintenance")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PublicMaintenance(
      String state, @Nullable Long from, @Nullable Long until, @Nullable TextView text) {}

  /**
   * The help desk.
   *
   * @param open whether it answers now
   * @param changesAt when it closes or opens next
   */
  @Schema(name = "HelpDesk")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HelpDeskView(
      TextView name,
      String phone,
      @Nullable String email,
      TextView hours,
      boolean open,
      @Nullable Long changesAt) {

    static HelpDeskView of(HelpDesk desk, long now) {
      Instant moment = Instant.ofEpochMilli(now);
      return new HelpDeskView(
          TextView.of(desk.name()),
          desk.phone(),
          desk.email(),
          new TextView(desk.hours().in(Locale.JAPANESE), desk.hours().in(Locale.ENGLISH)),
          desk.hours().isOpenAt(moment),
          desk.hours().changesAfter(moment).map(Instant::toEpochMilli).orElse(null));
    }
  }

  /**
   * The plan as those see it who make it.
   *
   * @param state none, planned, announced or ongoing; all else is absent for none
   */
  @Schema(name = "Plan")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlanView(
      String state,
      @Nullable Long from,
      @Nullable Long until,
      @Nullable Long announcedFrom,
      @Nullable TextView text,
      @Nullable List<String> operators,
      @Nullable String changedBy,
      @Nullable Long changedAt) {

    static PlanView of(RealmModel realm) {
      return Plans.of(realm)
          .map(
              plan ->
                  new PlanView(
                      plan.stateAt(Plans.now()).inApi(),
                      plan.from(),
                      plan.until(),
                      plan.announcedFrom(),
                      plan.text() == null ? null : TextView.of(plan.text()),
                      plan.operators(),
                      plan.changedBy(),
                      plan.changedAt()))
          .orElse(new PlanView(Plan.State.NONE.inApi(), null, null, null, null, null, null, null));
    }
  }
}
