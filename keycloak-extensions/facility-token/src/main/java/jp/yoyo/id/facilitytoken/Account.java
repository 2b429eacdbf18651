package jp.yoyo.id.facilitytoken;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an exchange needs to know of a facility's system account, as it was at one moment.
 *
 * @param id of the account, the subject of its access tokens
 * @param attributes the account's own, for protocol mappers
 * @param roleIds ids of the roles that the account itself holds
 * @param groupIds ids of the groups that the account is in
 * @param sequence of {@link Changes} before it was read
 * @param readAt milliseconds since 1970
 */
record Account(
    String id,
    String realmId,
    String username,
    boolean enabled,
    @Nullable Long createdAt,
    Facility facility,
    Map<String, List<String>> attributes,
    List<String> roleIds,
    List<String> groupIds,
    List<Credential> credentials,
    long sequence,
    long readAt) {

  /**
   * The organisation that the account stands for.
   *
   * @param code facility code; empty where the organisation has none
   */
  record Facility(String organizationId, String alias, String code, boolean enabled) {}

  /** One facility token of the account. */
  static final class Credential {
    private final String id;
    private final TokenHash hash;
    private final StoredToken token;
    private volatile boolean used;

    Credential(String id, TokenHash hash, StoredToken token) {
      this.id = id;
      this.hash = hash;
      this.token = token;
      this.used = token.lastUsedAt() != null;
    }

    String id() {
      return id;
    }

    TokenHash hash() {
      return hash;
    }

    StoredToken token() {
      return token;
    }

    /** Notes a use; whether it was the first one that this node knows of. */
    boolean markUsed() {
      if (used) {
        return false;
      }
      used = true;
      return true;
    }
  }

  Optional<Credential> credential(String credentialId) {
    return credentials.stream()
        .filter(credential -> credential.id().equals(credentialId))
        .findFirst();
  }
}
