package jp.yoyo.id.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Something that can close the whole app, pages and APIs. A bean; asked at each request when it is
 * known who makes it, and before anything else is.
 */
@FunctionalInterface
public interface Gate {

  /**
   * Whether the request goes on; if not, it was answered.
   *
   * @throws IOException if the answer could not be written
   */
  boolean isOpenTo(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
