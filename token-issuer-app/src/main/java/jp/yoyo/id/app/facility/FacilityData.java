package jp.yoyo.id.app.facility;

/**
 * What the municipality registers and changes.
 *
 * @param founder 開設者名
 */
public record FacilityData(
    String name,
    KatakanaName kana,
    PostalCode postalCode,
    String address,
    TelephoneNumber telephone,
    String founder) {}
