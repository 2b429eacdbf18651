package jp.yoyo.id.app.keycloak;

import org.jspecify.annotations.Nullable;

/**
 * An organisation to issue, with its first administrator. Issuing the same again changes nothing.
 *
 * @param alias immutable identifier: lower-case letters, digits and hyphens, at most 64
 * @param type a type of the organisation catalogue
 * @param supervisor alias of the acting user's organisation
 */
public record NewOrganization(
    String alias,
    String type,
    @Nullable String code,
    String displayName,
    @Nullable String prefecture,
    String supervisor,
    Administrator administrator) {

  /**
   * The first administrator, who gets the mail with user ID and temporary password.
   *
   * @param userId null: the server proposes one
   * @param locale language of the mails, ja or en
   */
  public record Administrator(
      @Nullable String userId,
      String lastName,
      String firstName,
      @Nullable String lastNameKana,
      @Nullable String firstNameKana,
      String email,
      @Nullable String phoneNumber,
      @Nullable String department,
      @Nullable String locale) {}
}
