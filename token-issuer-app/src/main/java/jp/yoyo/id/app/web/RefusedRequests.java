package jp.yoyo.id.app.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the server itself refuses before any filter has seen it: an address with forbidden
 * characters, headers that are too long. With a reference number and a log line like everything
 * else, and without the server's name.
 */
class RefusedRequests extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

  private final LastErrorPage page;

  RefusedRequests(LastErrorPage page) {
    this.page = page;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    // As the server's own: there is nothing to report, or somebody has written already.
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String known = response.getHeader(ReferenceNumber.HEADER);
    String number = known == null ? ReferenceNumber.next() : known;
    MDC.put(ReferenceNumber.KEY, number);
    try {
      if (status < 500) {
        LOG.info("{} before the request could be read", status);
      } else {
        LOG.error("{} outside of any page", status, throwable);
      }
      page.write(response, status, number);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("The caller has gone", e);
    } finally {
      MDC.remove(ReferenceNumber.KEY);
    }
  }
}
