package jp.yoyo.id.app.facility;

import org.jspecify.annotations.Nullable;

/** Facilities for tests. */
public final class TestFacilities {

  private TestFacilities() {}

  /** A clinic whose code has a right check digit; demo codes have the score table 9. */
  public static NewFacility clinic(String nineDigits, String name, String kana) {
    return facility(FacilityKind.FACILITY, FacilityCode.complete(nineDigits), null, name, kana);
  }

  public static NewFacility facility(
      FacilityKind kind, FacilityCode code, @Nullable String reason, String name, String kana) {
    return new NewFacility(kind, code, reason, data(name, kana));
  }

  public static FacilityData data(String name, String kana) {
    return new FacilityData(
        name,
        KatakanaName.parse(kana),
        PostalCode.parse("100-0001"),
        "東京都千代田区千代田1-1",
        TelephoneNumber.parse("03-1234-5678"),
        "医療法人予防会");
  }
}
