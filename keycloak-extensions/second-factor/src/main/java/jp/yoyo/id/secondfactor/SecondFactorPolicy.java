package jp.yoyo.id.secondfactor;

import java.util.Optional;
import jp.yoyo.id.organizationadmin.SecondFactors;
import jp.yoyo.id.organizationadmin.UserOrganization;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What the realm's attributes say about second factors. Fails closed: what is unclear counts. */
final class SecondFactorPolicy {

  /** Who needs one; see {@link SecondFactorRule}. */
  static final String REQUIRED_FOR = "secondFactor.requiredFor";

  private static final Logger LOG = Logger.getLogger(SecondFactorPolicy.class);

  private final RealmModel realm;

  SecondFactorPolicy(RealmModel realm) {
    this.realm = realm;
  }

  /** Whether nobody needs a second factor. Whoever has registered one is asked for it anyway. */
  boolean isOff() {
    return !SecondFactors.isRequired(realm);
  }

  /**
   * Whether the user needs one for what he is in his organisations. One statement, shared with
   * other steps of the login; none while the policy is off.
   */
  boolean requires(KeycloakSession session, UserModel user) {
    if (isOff()) {
      return false;
    }
    SecondFactorRule rule = rule();
    return UserOrganization.of(session, user).stream()
        .filter(own -> own.organization().enabled())
        .anyMatch(own -> rule.covers(own.type(), own.roles()));
  }

  private SecondFactorRule rule() {
    String text =
        Optional.ofNullable(realm.getAttribute(REQUIRED_FOR))
            .filter(value -> !value.isBlank())
            .orElse(SecondFactorRule.DEFAULT);
    return SecondFactorRule.parse(text)
        .orElseGet(
            () -> {
              LOG.errorf(
                  "realm %s: attribute %s is '%s', which is no list of type:role; everybody needs a"
                      + " second factor",
                  realm.getName(), REQUIRED_FOR, text);
              return SecondFactorRule.everybody();
            });
  }
}
