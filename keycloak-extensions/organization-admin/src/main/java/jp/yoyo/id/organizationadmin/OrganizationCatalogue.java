package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of organisations and the roles that exist in a realm: which role holds which
 * permissions, which type knows which roles, and which type supervises which.
 *
 * <p>It is configuration: the realm attribute {@value #REALM_ATTRIBUTE} holds it as JSON. A realm
 * without one has a single role, the administrator, in organisations of any type.
 */
public final class OrganizationCatalogue {

  /** The realm attribute that holds the catalogue. */
  public static final String REALM_ATTRIBUTE = "organizationAdmin.catalogue";

  /** In a role's permissions: every permission that the catalogue names. */
  private static final String EVERY_PERMISSION = "*";

  /** For what an operator writes by hand: a slip is an error. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  /** A text in the languages of the realm, by language tag. */
  public record Label(
      @JsonProperty(required = true) String ja, @JsonProperty(required = true) String en) {

    /** The text in the given language; English for every language but Japanese. */
    public String in(Locale locale) {
      return locale.getLanguage().equals(Locale.JAPANESE.getLanguage()) ? ja : en;
    }
  }

  /**
   * A role.
   *
   * @param administrator whether this is the role without which an organisation cannot manage
   *     itself
   */
  public record Role(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) Label label,
      @JsonSetter(nulls = Nulls.SET) @Nullable Label description,
      @JsonSetter(nulls = Nulls.SET) boolean administrator,
      @JsonProperty(required = true) List<String> permissions) {}

  /**
   * A type of organisations.
   *
   * @param assisted whether the help desk may send members of such organisations new temporary
   *     passwords
   */
  public record Type(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) Label label,
      @JsonProperty(required = true) List<String> supervises,
      @JsonSetter(nulls = Nulls.SET) boolean assisted,
      @JsonProperty(required = true) List<String> roles) {}

  private record Document(
      @JsonProperty(required = true) List<String> permissions,
      @JsonProperty(required = true) List<Type> types,
      @JsonProperty(required = true) List<Role> roles) {}

  private final Set<String> permissions;
  private final Map<String, Type> types;
  private final Map<String, Role> roles;
  private final Role administrator;

  private OrganizationCatalogue(Document document) {
    this.permissions = Set.copyOf(document.permissions());
    this.types = byName(document.types(), Type::name, "type");
    this.roles = byName(document.roles(), Role::name, "role");
    List<Role> administrators = document.roles().stream().filter(Role::administrator).toList();
    check(administrators.size() == 1, "exactly one role must be marked as administrator");
    this.administrator = administrators.get(0);
    for (Role role : document.roles()) {
      for (String permission : role.permissions()) {
        check(
            permission.equals(EVERY_PERMISSION) || permissions.contains(permission),
            "role " + role.name() + " names the unknown permission " + permission);
      }
    }
    for (Type type : document.types()) {
      type.supervises()
          .forEach(
              other ->
                  check(
                      types.containsKey(other),
                      "type " + type.name() + " supervises the unknown type " + other));
      type.roles()
          .forEach(
              role ->
                  check(
                      roles.containsKey(role),
                      "type " + type.name() + " names the unknown role " + role));
      check(
          type.roles().contains(administrator.name()),
          "type " + type.name() + " lacks the role " + administrator.name());
    }
  }

  /**
   * Reads a catalogue.
   *
   * @param json the realm attribute, or null where the realm has none
   * @throws IllegalArgumentException if it is not a consistent catalogue; says what is wrong
   */
  public static OrganizationCatalogue parse(@Nullable String json) {
    if (json == null || json.isBlank()) {
      return new OrganizationCatalogue(defaults());
    }
    try {
      Document document = JSON.readValue(json, Document.class);
      check(document != null, "is null");
      return new OrganizationCatalogue(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(REALM_ATTRIBUTE + ": " + e.getOriginalMessage(), e);
    }
  }

  private static Document defaults() {
    Label label = new Label("管理者権限を持つユーザ", "Organization administrator");
    return new Document(
        List.of(
            Permission.VIEW_ORGANIZATION,
            Permission.VIEW_MEMBERS,
            Permission.MANAGE_MEMBERS,
            Permission.MANAGE_ROLES,
            Permission.VIEW_EVENTS,
            Permission.SUPERVISE_ORGANIZATIONS),
        List.of(),
        List.of(new Role("organization-admin", label, null, true, List.of(EVERY_PERMISSION))));
  }

  /** The role without which an organisation cannot manage itself. */
  public Role administrator() {
    return administrator;
  }

  /** The roles that organisations of the type know, in the catalogue's order. */
  public List<Role> rolesOf(@Nullable String type) {
    Type known = type == null ? null : types.get(type);
    if (known == null) {
      return List.of(administrator);
    }
    return known.roles().stream().map(roles::get).filter(Objects::nonNull).toList();
  }

  /** Whether the name is a role of the catalogue, and so the name of a reserved group. */
  public boolean isRole(String name) {
    return roles.containsKey(name);
  }

  /** All permissions that the roles hold together. */
  public Set<String> permissionsOf(Collection<String> roleNames) {
    Set<String> held = new LinkedHashSet<>();
    for (String name : roleNames) {
      Role role = roles.get(name);
      if (role == null) {
        continue;
      }
      held.addAll(role.permissions().contains(EVERY_PERMISSION) ? permissions : role.permissions());
    }
    return Set.copyOf(held);
  }

  /** The type of that name. */
  public Optional<Type> type(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(types.get(name));
  }

  /** Whether organisations of the type know a role that names the permission itself. */
  boolean isNamedBy(@Nullable String type, String permission) {
    return rolesOf(type).stream().anyMatch(role -> role.permissions().contains(permission));
  }

  /** Whether the help desk may send members of such organisations new temporary passwords. */
  boolean isAssisted(@Nullable String type) {
    return type(type).map(Type::assisted).orElse(false);
  }

  /** Whether organisations of the one type may supervise such of the other. */
  public boolean supervises(@Nullable String type, String other) {
    return type(type).map(known -> known.supervises().contains(other)).orElse(false);
  }

  private static <T> Map<String, T> byName(List<T> items, Function<T, String> name, String what) {
    return items.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                name,
                Function.identity(),
                (one, other) -> {
                  throw new IllegalArgumentException(
                      REALM_ATTRIBUTE + ": " + what + " twice: " + name.apply(one));
                }));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(REALM_ATTRIBUTE + ": " + otherwise);
    }
  }
}
