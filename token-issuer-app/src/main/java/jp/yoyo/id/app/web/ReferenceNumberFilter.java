package jp.yoyo.id.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its number, before anything else can log or fail. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReferenceNumberFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // An error page belongs to the request that failed.
    Object known = request.getAttribute(ReferenceNumber.KEY);
    String number = known instanceof String text ? text : ReferenceNumber.next();
    request.setAttribute(ReferenceNumber.KEY, number);
    response.setHeader(ReferenceNumber.HEADER, number);
    MDC.put(ReferenceNumber.KEY, number);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(ReferenceNumber.KEY);
    }
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
