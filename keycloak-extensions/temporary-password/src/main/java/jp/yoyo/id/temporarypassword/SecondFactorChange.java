package jp.yoyo.id.temporarypassword;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/**
 * What can happen to the second factors of a user: Keycloak's authenticator apps, passkeys and
 * recovery codes. Which of them it was stands in no mail: a mailbox that others read tells them
 * nothing about how to get in.
 */
enum SecondFactorChange {
  ADDED("secondFactorAddedSubject", "second-factor-added.ftl"),
  REMOVED("secondFactorRemovedSubject", "second-factor-removed.ftl");

  private final String subject;
  private final String template;

  SecondFactorChange(String subject, String template) {
    this.subject = subject;
    this.template = template;
  }

  /** The message with the mail's subject. */
  String subject() {
    return subject;
  }

  /** The mail that tells of it. */
  String template() {
    return template;
  }

  /**
   * What an event of a user says to have happened. The events {@code UPDATE_TOTP} and {@code
   * REMOVE_TOTP} are silent: Keycloak sends them beside these, for who knows only those.
   *
   * @param credentialType of the event's details
   * @return null if it is about something else
   */
  static @Nullable SecondFactorChange of(EventType event, @Nullable String credentialType) {
    if (credentialType == null || !SecondFactorKinds.ALL.contains(credentialType)) {
      return null;
    }
    return switch (event) {
      case UPDATE_CREDENTIAL -> ADDED;
      case REMOVE_CREDENTIAL -> REMOVED;
      default -> null;
    };
  }

  /** What must have happened between two readings of {@link #idsOf}. */
  static Set<SecondFactorChange> between(Set<String> former, Set<String> present) {
    Set<SecondFactorChange> changes = EnumSet.noneOf(SecondFactorChange.class);
    if (!former.containsAll(present)) {
      changes.add(ADDED);
    }
    if (!present.containsAll(former)) {
      changes.add(REMOVED);
    }
    return changes;
  }

  /** The ids of the user's second factors. */
  static Set<String> idsOf(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsStream()
        .filter(credential -> SecondFactorKinds.ALL.contains(credential.getType()))
        .map(CredentialModel::getId)
        .collect(Collectors.toUnmodifiableSet());
  }
}
