package jp.yoyo.id.app.api;

import jakarta.servlet.http.HttpServletRequest;

/** Where the API stands. */
public final class ApiPath {

  /** In front of every path of it. */
  public static final String BASE = "/api/v1";

  private ApiPath() {}

  static boolean matches(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals(BASE) || path.startsWith(BASE + "/");
  }
}
