package jp.yoyo.id.app.facility;

import org.jspecify.annotations.Nullable;

/**
 * What the facility itself enters.
 *
 * @param representative 代表者名
 * @param representativeTitle 役職
 */
public record OwnData(
    String representative,
    @Nullable String representativeTitle,
    TelephoneNumber telephone,
    @Nullable String contactMail) {}
