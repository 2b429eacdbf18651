package jp.yoyo.id.app.facility;

import java.util.Optional;

/**
 * What to look for in the register.
 *
 * @param text part of name or kana, or the first digits of a code; "" for all
 * @param prefecture "01" to "47", or "" for all
 * @param municipality code, or "" for all
 * @param lacksRepresentative only those that still have to enter the 代表者名
 * @param descending by kana, the last ones first
 */
public record FacilitySearch(
    String text,
    String prefecture,
    String municipality,
    Optional<FacilityKind> kind,
    Optional<FacilityState> state,
    boolean lacksRepresentative,
    boolean descending) {

  public static final FacilitySearch ALL =
      new FacilitySearch("", "", "", Optional.empty(), Optional.empty(), false);

  /** By kana, the first ones first. */
  public FacilitySearch(
      String text,
      String prefecture,
      String municipality,
      Optional<FacilityKind> kind,
      Optional<FacilityState> state,
      boolean lacksRepresentative) {
    this(text, prefecture, municipality, kind, state, lacksRepresentative, false);
  }

  /** The same for a text. */
  public FacilitySearch withText(String wanted) {
    return new FacilitySearch(
        wanted, prefecture, municipality, kind, state, lacksRepresentative, descending);
  }
}
