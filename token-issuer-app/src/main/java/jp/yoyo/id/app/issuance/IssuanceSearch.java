package jp.yoyo.id.app.issuance;

import java.util.Optional;

/**
 * What to look for among the accounts.
 *
 * @param text part of name, code, user ID or mail address; "" for all
 */
public record IssuanceSearch(String text, Optional<IssuanceState> state) {}
