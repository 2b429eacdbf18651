package jp.yoyo.id.app.facility;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A facility or venue as the register has it.
 *
 * @param id immutable, ours
 * @param alias of its organisation, immutable
 * @param representative 代表者名; null until the facility has entered it
 * @param municipalityCode code of the supervising municipality
 * @param supervisorAlias organisation of the supervising municipality
 * @param version for optimistic locking
 * @param codes all that it has or had, the newest first
 */
public record Facility(
    UUID id,
    String alias,
    FacilityKind kind,
    String name,
    String kana,
    PostalCode postalCode,
    String address,
    TelephoneNumber telephone,
    String founder,
    @Nullable String representative,
    @Nullable String representativeTitle,
    @Nullable String contactMail,
    String prefecture,
    String municipalityCode,
    String supervisorAlias,
    FacilityState state,
    @Nullable LocalDate closedOn,
    int version,
    List<CodeValidity> codes) {

  public Facility {
    codes = List.copyOf(codes);
  }

  /**
   * A code and when it is valid.
   *
   * @param until first day on which it is valid no more; null for as long as nobody knows
   * @param overrideReason why a doubtful code was accepted
   */
  public record CodeValidity(
      long id,
      FacilityCode code,
      LocalDate from,
      @Nullable LocalDate until,
      boolean doubtful,
      @Nullable String overrideReason) {

    /** Whether the code is valid on that day. */
    public boolean isValidOn(LocalDate day) {
      return !from.isAfter(day) && (until == null || until.isAfter(day));
    }
  }

  public boolean isClosed() {
    return state == FacilityState.CLOSED;
  }

  /** Whether the facility still has to enter the 代表者名. */
  public boolean lacksRepresentative() {
    return representative == null && !isClosed();
  }

  /** The codes that are valid on a day. */
  public List<CodeValidity> codesOn(LocalDate day) {
    return codes.stream().filter(code -> code.isValidOn(day)).toList();
  }

  /** The code to show on a day: the newest valid one, else the last that there was. */
  public String codeOn(LocalDate day) {
    return codesOn(day).stream()
        .findFirst()
        .or(() -> codes.stream().findFirst())
        .map(validity -> validity.code().value())
        .orElse("");
  }
}
