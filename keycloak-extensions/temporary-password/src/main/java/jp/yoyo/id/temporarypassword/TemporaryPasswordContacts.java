package jp.yoyo.id.temporarypassword;

import java.util.List;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * Knows whom a user can ask for a new temporary password. Without a provider the page of an expired
 * one names nobody.
 */
public interface TemporaryPasswordContacts extends Provider {

  /**
   * Somebody to ask.
   *
   * @param organization name of the organisation in which the person may reissue; may be empty
   */
  record Contact(String lastName, String firstName, String organization) {}

  /** A few people to ask, the best first; empty if nobody is known. */
  List<Contact> of(UserModel user);
}
