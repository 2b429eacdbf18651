package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 口座登録申請.
 *
 * @param facility as it was when the application was last handed in
 * @param fromKnown whether the account is the one that 国保総合システム knows
 * @param holderDiffers whether the account's holder is not the facility's owner
 * @param appliesFrom the first month
 * @param version counts the changes; each command names the version that was seen
 * @param submitted by whom and when, last; null for one that never was
 * @param decided by whom and when, last
 * @param comment what the federation said, last
 */
public record BankAccountApplication(
    UUID id,
    String referenceNumber,
    FacilityEntry facility,
    AccountPurpose purpose,
    boolean fromKnown,
    BankAccount account,
    boolean holderDiffers,
    YearMonth appliesFrom,
    ApplicationState state,
    int version,
    Instant createdAt,
    Instant changedAt,
    @Nullable Signature submitted,
    @Nullable Signature decided,
    String comment) {

  /** Who did something, and when. */
  public record Signature(String userId, String name, Instant at) {}

  static BankAccountApplication of(ResultSet row, int number) throws SQLException {
    return new BankAccountApplication(
        row.getObject("id", UUID.class),
        row.getString("reference_number"),
        new FacilityEntry(
            row.getObject("facility_id", UUID.class),
            row.getString("facility_alias"),
            row.getString("facility_code"),
            row.getString("facility_name"),
            row.getString("prefecture"),
            row.getString("municipality_code")),
        AccountPurpose.of(row.getString("purpose")),
        row.getBoolean("from_known"),
        BankAccount.of(row),
        row.getBoolean("holder_differs"),
        YearMonth.from(row.getObject("applies_from", LocalDate.class)),
        ApplicationState.of(row.getString("state")),
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        signature(row, "submitted"),
        signature(row, "decided"),
        row.getString("comment"));
  }

  private static @Nullable Signature signature(ResultSet row, String what) throws SQLException {
    String userId = row.getString(what + "_by");
    return userId == null
        ? null
        : new Signature(
            userId,
            Objects.requireNonNullElse(row.getString(what + "_by_name"), ""),
            row.getObject(what + "_at", OffsetDateTime.class).toInstant());
  }
}
