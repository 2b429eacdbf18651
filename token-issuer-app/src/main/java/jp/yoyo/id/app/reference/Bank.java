package jp.yoyo.id.app.reference;

import java.time.LocalDate;
import java.util.Optional;

/**
 * 金融機関.
 *
 * @param name as banks write it, without 「銀行」
 * @param kana half width, at most fifteen characters
 * @param endedOn the day from which the list of banks had it no more
 */
public record Bank(BankCode code, String name, String kana, Optional<LocalDate> endedOn) {}
