package jp.yoyo.id.app.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around the making of an error page, which may fail for the same reason as the page did: a session
 * that cannot be read, say. Then there is {@link LastErrorPage}, and not the server's own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class LastErrorFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(LastErrorFilter.class);

  private final LastErrorPage page;

  LastErrorFilter(LastErrorPage page) {
    this.page = page;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      chain.doFilter(request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException e) {
      LOG.error(
          "The error page could not be made after this",
          request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable first
              ? first
              : null);
      LOG.error("The error page could not be made because of this", e);
      if (response.isCommitted()) {
        return;
      }
      Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
      response.reset();
      page.write(
          response,
          code instanceof Integer status && status >= 400 ? status : 500,
          ReferenceNumber.current().orElse(""));
    }
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
