package jp.yoyo.id.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where the gates stand in each chain: after the authentication, before the authorization. */
public final class GateFilter extends OncePerRequestFilter {

  private final ObjectProvider<Gate> gates;

  public GateFilter(ObjectProvider<Gate> gates) {
    this.gates = gates;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    for (Gate gate : gates.stream().toList()) {
      if (!gate.isOpenTo(request, response)) {
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
