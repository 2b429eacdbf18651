package jp.yoyo.id.app.issuance;

import java.time.Clock;
import java.util.List;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out how far administrators have come who were mailed a temporary password. */
@Component
class FirstLogins {

  private static final Logger LOG = LoggerFactory.getLogger(FirstLogins.class);

  private final Issuances issuances;
  private final OrganizationAdmin organizationAdmin;
  private final IssuanceSettings settings;
  private final TransactionTemplate transactions;
  private final Clock clock;

  FirstLogins(
      Issuances issuances,
      OrganizationAdmin organizationAdmin,
      IssuanceSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    this.issuances = issuances;
    this.organizationAdmin = organizationAdmin;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Each minute some of them, those that were not looked at for the longest time. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  void check() {
    List<Issuance> taken =
        transactions.execute(
            status ->
                issuances.takeUnchecked(
                    clock.instant().minus(settings.checkAgainAfter()), settings.checksPerMinute()));
    if (taken == null) {
      return;
    }
    for (Issuance issuance : taken) {
      try {
        refresh(issuance, issuance.requestedBy());
      } catch (OrganizationAdminException e) {
        // The officer has left, for instance: whoever opens the account finds out.
        LOG.info("{} cannot be looked up on behalf of its officer: {}", issuance.alias(), e.type());
      } catch (KeycloakUnavailableException e) {
        LOG.info("Keycloak is not available: {} accounts stay as they are", taken.size());
        return;
      }
    }
  }

  /** Asks Keycloak for the state of an account, and notes it. */
  void refresh(Issuance issuance, String onBehalfOf) {
    if (issuance.memberId() == null || issuance.state() == IssuanceState.WAITING) {
      return;
    }
    Member member = organizationAdmin.member(onBehalfOf, issuance.alias(), issuance.memberId());
    IssuanceState state = IssuanceState.ofMember(member.state(), member.mail());
    if (state != issuance.state()) {
      issuances.become(issuance, state, null);
    }
  }
}
