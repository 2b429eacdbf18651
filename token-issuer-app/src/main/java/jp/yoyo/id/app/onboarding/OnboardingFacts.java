package jp.yoyo.id.app.onboarding;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.Slice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks Keycloak in the background how many users facilities have and how many of them have logged
 * in: a few facilities at a time, those first that were asked about longest ago. Pages show what it
 * said last.
 */
@Component
public class OnboardingFacts {

  private static final Logger LOG = LoggerFactory.getLogger(OnboardingFacts.class);

  /** So many calls at a time: Keycloak has other things to do. */
  static final int AT_ONCE = 50;

  /** What is younger is not asked again. */
  static final Duration FRESH = Duration.ofHours(6);

  /** Who looks at the own steps expects what was done a moment ago; reloading asks nothing. */
  static final Duration FRESH_ON_PAGE = Duration.ofMinutes(1);

  /** More users than these tell nothing more about the onboarding. */
  private static final int MOST_USERS = 200;

  private static final String TEMPORARY = "temporary-password-";

  private final JdbcClient database;
  private final OrganizationAdmin keycloak;
  private final Clock clock;

  OnboardingFacts(JdbcClient database, OrganizationAdmin keycloak, Clock clock) {
    this.database = database;
    this.keycloak = keycloak;
    this.clock = clock;
  }

  private record Due(String alias, String administrator) {}

  /** Asks about those that are due; returns about how many. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT40S")
  public int refresh() {
    int asked = 0;
    for (Due due : due()) {
      try {
        var unused = refresh(due);
        asked++;
      } catch (KeycloakUnavailableException e) {
        LOG.info("Keycloak is not there: the onboarding's facts stay as they are");
        return asked;
      }
    }
    return asked;
  }

  /** Before the first login there is nothing to ask, and nobody on whose behalf. */
  private List<Due> due() {
    return database
        .sql(
            """
            select i.alias, i.member_id from account_issuance i
            left join onboarding_fact k on k.facility_alias = i.alias
            where i.state = 'first_login_done' and i.member_id is not null
              and i.facility_id is not null
              and (k.checked_at is null or k.checked_at < :before)
            order by k.checked_at nulls first, i.alias limit :most
            """)
        .param("before", clock.instant().minus(FRESH).atOffset(ZoneOffset.UTC))
        .param("most", AT_ONCE)
        .query((row, number) -> new Due(row.getString("alias"), row.getString("member_id")))
        .list();
  }

  private boolean refresh(Due due) {
    try {
      // On behalf of the facility's own first administrator: its supervisor sees administrators
      // only.
      Slice<Member> members = keycloak.members(due.administrator(), due.alias(), "", 0, MOST_USERS);
      long active =
          members.items().stream().filter(member -> !member.state().startsWith(TEMPORARY)).count();
      long beyond = Math.max(0, members.total() - members.items().size());
      save(due.alias(), members.total(), active + beyond, true);
      return true;
    } catch (OrganizationAdminException e) {
      if (e.isTemporary()) {
        return false;
      }
      // No longer an administrator: the steps stay open rather than guessed.
      save(due.alias(), 0, 0, false);
      return false;
    }
  }

  /**
   * Asks now, for the facility whose page somebody of it has opened, if nothing is known or it is
   * older than a short while.
   *
   * @return whether nothing has failed
   */
  boolean refreshFor(Actor actor, @Nullable Instant checkedAt) {
    if (checkedAt != null && checkedAt.isAfter(clock.instant().minus(FRESH_ON_PAGE))) {
      return true;
    }
    if (!actor.may(Permission.VIEW_MEMBERS)) {
      return true; // nothing has failed: the background asks on behalf of somebody who may
    }
    try {
      return refresh(new Due(actor.organization().alias(), actor.userId()));
    } catch (KeycloakUnavailableException e) {
      LOG.info("Keycloak is not there: the facts of {} stay", actor.organization().alias());
      return false;
    }
  }

  private void save(String alias, long users, long active, boolean known) {
    database
        .sql(
            """
            insert into onboarding_fact (facility_alias, users, users_active, known, checked_at)
            values (:alias, :users, :active, :known, :now)
            on conflict (facility_alias) do update set users = excluded.users,
              users_active = excluded.users_active, known = excluded.known,
              checked_at = excluded.checked_at
            """)
        .param("alias", alias)
        .param("users", users)
        .param("active", active)
        .param("known", known)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
