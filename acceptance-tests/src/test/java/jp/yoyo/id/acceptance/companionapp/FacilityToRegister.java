package jp.yoyo.id.acceptance.companionapp;

import java.util.Map;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Visit;

/** What an officer types to register a facility with its first administrator. */
public record FacilityToRegister(
    String code, String name, String kana, String userId, String email) {

  /** One with a code, a user ID and a mail address that nobody has. */
  public static FacilityToRegister named(String name, String kana) {
    String code = TestOrganizations.facilityCode();
    return new FacilityToRegister(code, name, kana, "adm-" + code, "adm-" + code + "@example.jp");
  }

  /** Fills in the form at /issuance/new. */
  void typeInto(Visit visit) {
    typed().forEach((field, text) -> visit.find("#form-" + field).fill(text));
  }

  /** The fields of the form at /issuance/new. */
  public Map<String, String> typed() {
    return Map.ofEntries(
        Map.entry("code", code),
        Map.entry("name", name),
        Map.entry("kana", kana),
        Map.entry("postalCode", "160-0001"),
        Map.entry("address", "東京都新宿区片町1-1"),
        Map.entry("telephone", "03-1234-5678"),
        Map.entry("founder", "医療法人若葉会"),
        Map.entry("lastName", "予防"),
        Map.entry("firstName", "花子"),
        Map.entry("lastNameKana", "ヨボウ"),
        Map.entry("firstNameKana", "ハナコ"),
        Map.entry("email", email),
        Map.entry("userId", userId));
  }
}
