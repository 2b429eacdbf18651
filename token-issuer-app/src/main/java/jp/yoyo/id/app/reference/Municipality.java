package jp.yoyo.id.app.reference;

import java.time.LocalDate;
import java.util.Optional;

/**
 * 自治体: 市区町村 as packed with the program, and 広域連合, which officers of the central office enter.
 *
 * @param kana half width
 * @param endedOn the day from which it is no more, merged into another one for instance
 * @param version counts the changes by officers
 */
public record Municipality(
    MunicipalityCode code,
    String prefecture,
    String name,
    String kana,
    Origin origin,
    Optional<LocalDate> endedOn,
    int version) {

  /** Who says so. */
  public enum Origin {
    /** Packed with the program. */
    PACKAGE,
    /** Entered or changed by an officer; later packages leave it alone. */
    OFFICE
  }
}
