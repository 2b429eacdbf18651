package jp.yoyo.id.app.reference;

import java.time.LocalDate;
import java.util.Optional;

/**
 * 支店 of a bank.
 *
 * @param name as banks write it, without 「支店」
 * @param kana half width, at most fifteen characters
 * @param endedOn the day from which the list of branches had it no more
 */
public record Branch(
    BankCode bank, BranchCode code, String name, String kana, Optional<LocalDate> endedOn) {}
