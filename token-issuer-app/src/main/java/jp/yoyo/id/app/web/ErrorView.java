package jp.yoyo.id.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * A page of a feature's own in the place of the usual error page, for what is refused before it
 * comes to a controller.
 *
 * @param template with the model, and {@code time}
 * @param log what the log says
 */
public record ErrorView(String template, Map<String, Object> model, String log) {

  static final String ATTRIBUTE = ErrorView.class.getName();

  public ErrorView {
    model = Map.copyOf(model);
  }

  /** Answers a request with it. */
  public void send(HttpServletRequest request, HttpServletResponse response, int status)
      throws IOException {
    request.setAttribute(ATTRIBUTE, this);
    response.sendError(status);
  }
}
