package jp.yoyo.id.facilitytoken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.organizationadmin.Sql;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Every statement of this module over Keycloak's own tables.
 *
 * <p>A system account and its organisation know each other by the column that names the client of a
 * service account: here it holds the organisation's id. So Keycloak treats the account as one of a
 * service (no login, no page, no profile to fill in), and one indexed join leads from one to the
 * other.
 */
final class AccountQueries {

  /** The type of our credentials. */
  static final String TYPE = "facility-token";

  private static final JsonMapper JSON = new JsonMapper();

  private static final String ACCOUNT =
      """
      select u.id, u.realm_id, u.username, u.enabled, u.created_timestamp,
        o.id, o.alias, o.enabled,
        (select min(g.value) from {h-schema}group_attribute g
          where g.group_id = o.group_id and g.name = 'code'),
        (select json_agg(json_build_array(a.name, a.value)) from {h-schema}user_attribute a
          where a.user_id = u.id and a.value is not null),
        (select json_agg(r.role_id) from {h-schema}user_role_mapping r where r.user_id = u.id),
        (select json_agg(m.group_id) from {h-schema}user_group_membership m
          where m.user_id = u.id),
        (select json_agg(json_build_array(c.id, c.secret_data, c.credential_data))
          from {h-schema}credential c where c.user_id = u.id and c.type = 'facility-token')
      from {h-schema}user_entity u
      join {h-schema}org o on o.id = u.service_account_client_link and o.realm_id = u.realm_id
      where u.id = ? and u.realm_id = ?
      """;

  /** A token as it is stored. */
  record TokenRow(String id, @Nullable String label, StoredToken token) {}

  private final EntityManager entities;
  private final String realmId;

  AccountQueries(KeycloakSession session) {
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.realmId = session.getContext().getRealm().getId();
  }

  /**
   * The account with all that an exchange needs; one statement.
   *
   * @param sequence of {@link Changes} at this moment
   */
  @Nullable Account account(String id, long sequence) {
    long now = Time.currentTimeMillis();
    List<Account> found =
        Sql.rows(entities, ACCOUNT, row -> account(row, sequence, now), id, realmId);
    return found.isEmpty() ? null : found.get(0);
  }

  private static Account account(ResultSet row, long sequence, long now) throws SQLException {
    String code = row.getString(9);
    Map<String, List<String>> attributes = new HashMap<>();
    for (JsonNode attribute : json(row.getString(10))) {
      attributes
          .computeIfAbsent(attribute.path(0).asText(), name -> new ArrayList<>())
          .add(attribute.path(1).asText());
    }
    List<Account.Credential> credentials = new ArrayList<>();
    for (JsonNode credential : json(row.getString(13))) {
      credentials.add(
          new Account.Credential(
              credential.path(0).asText(),
              TokenHash.ofStored(json(credential.path(1).asText()).path("hash").asText()),
              StoredToken.of(credential.path(2).asText())));
    }
    return new Account(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getLong(5),
        new Account.Facility(
            row.getString(6), row.getString(7), code == null ? "" : code, row.getBoolean(8)),
        Map.copyOf(attributes),
        texts(row.getString(11)),
        texts(row.getString(12)),
        List.copyOf(credentials),
        sequence,
        now);
  }

  private static List<String> texts(@Nullable String json) {
    List<String> texts = new ArrayList<>();
    json(json).forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return text == null ? JSON.createArrayNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Not its message: that quotes the data.
      throw new IllegalStateException("Stored data of a facility's account cannot be read");
    }
  }

  /**
   * Waits until no other transaction changes the organisation's tokens, and keeps others waiting.
   *
   * @return whether the organisation is enabled
   */
  boolean lockOrganization(String organizationId) {
    OrganizationEntity organization =
        entities.find(OrganizationEntity.class, organizationId, LockModeType.PESSIMISTIC_WRITE);
    if (organization == null) {
      return false;
    }
    entities.refresh(organization);
    // In the order in which the batches of last use lock them, so that neither waits for the other.
    var unused =
        Sql.rows(
            entities,
            """
            select c.id
            from {h-schema}user_entity u join {h-schema}credential c on c.user_id = u.id
            where u.realm_id = ? and u.service_account_client_link = ? and c.type = 'facility-token'
            order by c.id for update of c
            """,
            row -> row.getString(1),
            realmId,
            organizationId);
    return organization.isEnabled();
  }

  /** Id of the organisation's system account, if it has one already. */
  Optional<String> accountOf(String organizationId) {
    return Sql.rows(
            entities,
            """
            select u.id from {h-schema}user_entity u
            where u.realm_id = ? and u.service_account_client_link = ?
            """,
            row -> row.getString(1),
            realmId,
            organizationId)
        .stream()
        .findFirst();
  }

  /** Whether the organisation with that alias may be served, and with how many tokens. */
  Optional<Views.FacilityView> facility(String alias, long now) {
    return Sql.rows(
            entities,
            """
            select o.enabled, coalesce(u.enabled, true),
              (select json_agg(c.credential_data) from {h-schema}credential c
                where c.user_id = u.id and c.type = 'facility-token')
            from {h-schema}org o
            left join {h-schema}user_entity u
              on u.service_account_client_link = o.id and u.realm_id = o.realm_id
            where o.realm_id = ? and o.alias = ?
            """,
            row ->
                new Views.FacilityView(
                    alias,
                    row.getBoolean(1) && row.getBoolean(2),
                    Math.toIntExact(
                        texts(row.getString(3)).stream()
                            .filter(data -> StoredToken.of(data).stateAt(now).isExchangeable())
                            .count())),
            realmId,
            alias)
        .stream()
        .findFirst();
  }

  /** All tokens of the organisation, the newest first. */
  List<TokenRow> tokens(String organizationId) {
    return Sql.rows(
        entities,
        """
        select c.id, c.user_label, c.credential_data
        from {h-schema}user_entity u join {h-schema}credential c on c.user_id = u.id
        where u.realm_id = ? and u.service_account_client_link = ? and c.type = 'facility-token'
        order by c.created_date desc, c.id
        """,
        row -> new TokenRow(row.getString(1), row.getString(2), StoredToken.of(row.getString(3))),
        realmId,
        organizationId);
  }

  /** Stores a new token, or a new secret of the one with that id. */
  void store(String accountId, String id, String label, TokenHash hash, StoredToken token) {
    CredentialEntity entity = entities.find(CredentialEntity.class, id);
    boolean isNew = entity == null;
    if (entity == null) {
      entity = new CredentialEntity();
      entity.setId(id);
      entity.setType(TYPE);
      entity.setUser(entities.getReference(UserEntity.class, accountId));
    }
    entity.setUserLabel(label);
    entity.setCreatedDate(token.createdAt());
    entity.setSecretData(JSON.createObjectNode().put("hash", hash.stored()).toString());
    entity.setCredentialData(token.toJson());
    if (isNew) {
      entities.persist(entity);
    }
    entities.flush();
  }

  /** Stores what has changed about a token but its secret. */
  void update(String id, StoredToken token) {
    CredentialEntity entity = entities.find(CredentialEntity.class, id);
    if (entity != null) {
      entity.setCredentialData(token.toJson());
      entities.flush();
    }
  }

  /**
   * Notes when tokens were used last; one statement for all of them. Rows are locked in the order
   * of their ids, so that two nodes do not wait for each other.
   *
   * @param lastUsed moments by ids of credentials
   */
  static void storeLastUsed(EntityManager entities, Map<String, Long> lastUsed) {
    List<String> ids = lastUsed.keySet().stream().sorted().toList();
    var unused =
        Sql.rows(
            entities,
            """
            with used as (
              select x.id, cast(x.at as bigint) as at
              from unnest(cast(? as varchar[]), cast(? as varchar[])) as x(id, at)
            ), locked as (
              select c.id from {h-schema}credential c
              where c.id in (select used.id from used) order by c.id for update
            )
            update {h-schema}credential c
            set credential_data = cast(jsonb_set(cast(c.credential_data as jsonb),
              '{lastUsedAt}', to_jsonb(used.at)) as text)
            from used join locked on locked.id = used.id
            where c.id = used.id
              and coalesce(cast(cast(c.credential_data as jsonb) ->> 'lastUsedAt' as bigint), 0)
                < used.at
            returning c.id
            """,
            row -> row.getString(1),
            ids,
            ids.stream().map(id -> String.valueOf(lastUsed.get(id))).toList());
  }
}
