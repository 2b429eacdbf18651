package jp.yoyo.id.app.api;

import jakarta.servlet.http.HttpServletRequest;

/** Where the APIs stand. */
public final class ApiPath {

  /** In front of every path of it. */
  public static final String BASE = "/api/v1";

  /** In front of every path of any API: that for clinic systems has one of its own. */
  private static final String ANY = "/api/";

  private ApiPath() {}

  static boolean matches(HttpServletRequest request) {
    return request.getRequestURI().startsWith(ANY);
  }
}
