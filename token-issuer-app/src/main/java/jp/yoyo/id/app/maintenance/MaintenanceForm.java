package jp.yoyo.id.app.maintenance;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.facility.PlainLine;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.keycloak.LocalizedText;
import jp.yoyo.id.app.keycloak.MaintenancePlan;
import jp.yoyo.id.app.web.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** What is typed about a maintenance; times are Japan's. */
public class MaintenanceForm {

  /** As much as Keycloak takes. */
  static final int LONGEST_TEXT = 500;

  private static final int MOST_OPERATORS = 50;
  private static final Pattern BETWEEN = Pattern.compile("[\\s,、，]+");
  private static final Pattern USER_ID = Pattern.compile("[a-z0-9._@-]{1,100}");

  private boolean begin;
  private String from = "";
  private String until = "";
  private String announcedFrom = "";
  private String textJa = "";
  private String textEn = "";
  private String operators = "";

  /** What is planned now, to be changed. */
  static MaintenanceForm of(MaintenancePlan plan) {
    MaintenanceForm form = new MaintenanceForm();
    form.from = typed(plan.from());
    form.until = typed(plan.until());
    form.announcedFrom = typed(plan.announcedFrom());
    LocalizedText text = plan.text();
    if (text != null) {
      form.textJa = text.ja();
      form.textEn = text.en();
    }
    form.operators = String.join(" ", plan.operators());
    return form;
  }

  private static String typed(@Nullable Instant moment) {
    return moment == null
        ? ""
        : LocalDateTime.ofInstant(moment, Dates.ZONE).withSecond(0).withNano(0).toString();
  }

  /** Empty if something is wrong, which is in the errors then. */
  Optional<MaintenancePlan.Wanted> wanted(Instant now, Errors errors) {
    FieldReader fields = new FieldReader(errors);
    Instant typedFrom = begin ? null : fields.required("from", from, MaintenanceForm::moment);
    Instant typedUntil = fields.required("until", until, MaintenanceForm::moment);
    Optional<Instant> typedAnnounced =
        begin
            ? Optional.empty()
            : fields.optional("announcedFrom", announcedFrom, MaintenanceForm::moment);
    Optional<String> ja =
        fields.optional("textJa", textJa, typed -> PlainLine.parse(typed, LONGEST_TEXT));
    Optional<String> en =
        fields.optional("textEn", textEn, typed -> PlainLine.parse(typed, LONGEST_TEXT));
    Optional<List<String>> typedOperators =
        fields.optional("operators", operators, MaintenanceForm::userIds);
    if (!errors.hasErrors()) {
      checkTogether(now, typedFrom, typedUntil, typedAnnounced, ja, en, errors);
    }
    if (errors.hasErrors() || typedUntil == null) {
      return Optional.empty();
    }
    return Optional.of(
        new MaintenancePlan.Wanted(
            typedFrom,
            typedUntil,
            typedAnnounced.orElse(null),
            ja.isPresent() && en.isPresent() ? new LocalizedText(ja.get(), en.get()) : null,
            typedOperators.orElse(List.of())));
  }

  private static void checkTogether(
      Instant now,
      @Nullable Instant from,
      @Nullable Instant until,
      Optional<Instant> announced,
      Optional<String> ja,
      Optional<String> en,
      Errors errors) {
    if (until != null && !until.isAfter(now)) {
      errors.rejectValue("until", "maintenance.error.until.past");
    } else if (from != null && until != null && !until.isAfter(from)) {
      errors.rejectValue("until", "maintenance.error.until.before");
    }
    if (from != null && announced.isPresent() && announced.get().isAfter(from)) {
      errors.rejectValue("announcedFrom", "maintenance.error.announced");
    }
    if (ja.isPresent() != en.isPresent()) {
      errors.rejectValue(ja.isPresent() ? "textEn" : "textJa", "maintenance.error.text");
    }
  }

  private static Instant moment(String typed) {
    try {
      return LocalDateTime.parse(typed.strip()).atZone(Dates.ZONE).toInstant();
    } catch (DateTimeException e) {
      throw new FormatException("maintenance.error.time");
    }
  }

  private static List<String> userIds(String typed) {
    List<String> all =
        Arrays.stream(BETWEEN.split(typed.strip()))
            .filter(each -> !each.isEmpty())
            .distinct()
            .collect(Collectors.toList());
    if (all.size() > MOST_OPERATORS) {
      throw new FormatException("maintenance.error.operators.many", MOST_OPERATORS);
    }
    for (String each : all) {
      if (!USER_ID.matcher(each).matches()) {
        throw new FormatException("maintenance.error.operators");
      }
    }
    return all;
  }

  public boolean isBegin() {
    return begin;
  }

  public void setBegin(boolean atOnce) {
    begin = atOnce;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String typed) {
    from = Objects.requireNonNullElse(typed, "");
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String typed) {
    until = typed;
  }

  public String getAnnouncedFrom() {
    return announcedFrom;
  }

  public void setAnnouncedFrom(@Nullable String typed) {
    announcedFrom = Objects.requireNonNullElse(typed, "");
  }

  public String getTextJa() {
    return textJa;
  }

  public void setTextJa(String typed) {
    textJa = typed;
  }

  public String getTextEn() {
    return textEn;
  }

  public void setTextEn(String typed) {
    textEn = typed;
  }

  public String getOperators() {
    return operators;
  }

  public void setOperators(String typed) {
    operators = typed;
  }
}
