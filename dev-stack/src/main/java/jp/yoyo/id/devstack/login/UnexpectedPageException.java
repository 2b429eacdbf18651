package jp.yoyo.id.devstack.login;

import java.net.URI;

/** The walk met another page than the one that comes next when all is well. */
public final class UnexpectedPageException extends RuntimeException {

  private final int status;
  private final String title;
  private final String error;
  private final String html;

  UnexpectedPageException(
      String expected, URI address, int status, String title, String error, String html) {
    super(
        "Expected %s, met \"%s\" (status %d, %s)%s"
            .formatted(
                expected, title, status, address.getPath(), error.isEmpty() ? "" : ": " + error));
    this.status = status;
    this.title = title;
    this.error = error;
    this.html = html;
  }

  public int status() {
    return status;
  }

  /** The heading of the page, or its title where there is no heading. */
  public String title() {
    return title;
  }

  /** The error text on the page, empty where there is none. */
  public String error() {
    return error;
  }

  public String html() {
    return html;
  }
}
