package jp.yoyo.id.app.bankaccount;

import java.time.YearMonth;

/** What a facility says in an application. */
public record ApplicationValues(
    boolean fromKnown, BankAccount account, boolean holderDiffers, YearMonth appliesFrom) {}
