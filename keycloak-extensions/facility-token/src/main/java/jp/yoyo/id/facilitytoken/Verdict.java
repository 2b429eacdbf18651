package jp.yoyo.id.facilitytoken;

import org.jspecify.annotations.Nullable;

/**
 * Whether a token may be exchanged.
 *
 * @param account the account that it names, if there is one
 * @param credential the token's credential, if the token is the right one
 * @param refusal why not; null if it may
 */
record Verdict(
    @Nullable Account account, Account.@Nullable Credential credential, @Nullable Refusal refusal) {

  /** Decides by what is known of the account; takes the same steps whatever comes out. */
  static Verdict on(FacilityToken token, @Nullable Account account, long now) {
    Account.Credential named =
        account == null ? null : account.credential(token.credentialId()).orElse(null);
    boolean right = token.hash().matches(named == null ? TokenHash.NONE : named.hash());
    if (account == null || named == null || !right) {
      return new Verdict(account, null, Refusal.UNKNOWN);
    }
    return new Verdict(account, named, refusalOf(account, named.token().stateAt(now)));
  }

  private static @Nullable Refusal refusalOf(Account account, TokenState state) {
    if (state == TokenState.REVOKED) {
      return Refusal.REVOKED;
    }
    if (!state.isExchangeable()) {
      return Refusal.EXPIRED;
    }
    if (!account.enabled()) {
      return Refusal.ACCOUNT_DISABLED;
    }
    return account.facility().enabled() ? null : Refusal.ORGANIZATION_DISABLED;
  }
}
