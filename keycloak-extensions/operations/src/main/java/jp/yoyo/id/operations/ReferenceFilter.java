package jp.yoyo.id.operations;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.MDC;

/** Gives each request its number before anything can go wrong with it. */
@Provider
@PreMatching
public class ReferenceFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    MDC.put(Reference.KEY, Reference.next());
  }
}
