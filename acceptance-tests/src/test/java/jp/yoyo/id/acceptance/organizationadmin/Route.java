package jp.yoyo.id.acceptance.organizationadmin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import org.jspecify.annotations.Nullable;

/** Every route of the API, with a body that it would accept. */
enum Route {
  ME("GET", "/me"),
  FIND_MEMBERS("GET", "/members"),
  ORGANIZATIONS("GET", "/organizations"),
  ISSUE("POST", "/organizations"),
  ORGANIZATION("GET", "/organizations/{alias}"),
  UPDATE_ORGANIZATION("PUT", "/organizations/{alias}"),
  ENABLE_ORGANIZATION("PUT", "/organizations/{alias}/enabled"),
  ROLES("GET", "/organizations/{alias}/roles"),
  EVENTS("GET", "/organizations/{alias}/events"),
  ACCOUNTS("GET", "/organizations/{alias}/accounts"),
  MEMBERS("GET", "/organizations/{alias}/members"),
  REGISTER("POST", "/organizations/{alias}/members"),
  PROPOSED_USER_ID("GET", "/organizations/{alias}/members/proposed-user-id"),
  MEMBER("GET", "/organizations/{alias}/members/{id}"),
  UPDATE_MEMBER("PUT", "/organizations/{alias}/members/{id}"),
  REMOVE_MEMBER("DELETE", "/organizations/{alias}/members/{id}"),
  TEMPORARY_PASSWORD("POST", "/organizations/{alias}/members/{id}/temporary-password"),
  SECOND_FACTOR_RESET("POST", "/organizations/{alias}/members/{id}/second-factor-reset"),
  ENABLE_MEMBER("PUT", "/organizations/{alias}/members/{id}/enabled"),
  UNLOCK("POST", "/organizations/{alias}/members/{id}/unlock"),
  SIGN_OUT("POST", "/organizations/{alias}/members/{id}/sign-out"),
  CHANGE_ROLES("PUT", "/organizations/{alias}/members/{id}/roles");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String method;
  private final String template;

  Route(String method, String template) {
    this.method = method;
    this.template = template;
  }

  static Route named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String method() {
    return method;
  }

  /** The path, with {alias} and {id}. */
  String template() {
    return template;
  }

  /** Whether it is about one organisation. */
  boolean hasOrganization() {
    return template.contains("{alias}");
  }

  /** Whether it is about one member. */
  boolean hasMember() {
    return template.contains("{id}");
  }

  /** Whether it wants the version that was read. */
  boolean hasVersion() {
    return this == UPDATE_ORGANIZATION || this == UPDATE_MEMBER || this == CHANGE_ROLES;
  }

  /** The body that is sent where a test has none of its own; null where the route takes none. */
  @Nullable Object body() {
    return switch (this) {
      case UPDATE_ORGANIZATION -> Map.of("prefecture", "13");
      case ENABLE_ORGANIZATION, ENABLE_MEMBER -> Map.of("enabled", true);
      case UPDATE_MEMBER -> Map.of("department", "受付");
      case TEMPORARY_PASSWORD -> Map.of();
      case SECOND_FACTOR_RESET -> Map.of("identification", "窓口で確認");
      case CHANGE_ROLES -> Map.of("roles", List.of());
      default -> null;
    };
  }

  String path(String alias, String id) {
    return template.replace("{alias}", alias).replace("{id}", id);
  }

  /** The call with the usual body. */
  Reply call(Api api, @Nullable String token, String alias, String id) {
    return call(api, token, alias, id, body(), Map.of());
  }

  /** Any call. */
  Reply call(
      Api api,
      @Nullable String token,
      String alias,
      String id,
      @Nullable Object sent,
      Map<String, String> headers) {
    return api.send(
        method, path(alias, id), token, sent == null ? null : json(sent), new HashMap<>(headers));
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
