package jp.yoyo.id.app.web;

/** Something that an error page offers besides the help desk's telephone. A bean. */
@FunctionalInterface
public interface ErrorPageLink {

  /**
   * A link.
   *
   * @param labelKey message
   */
  record Link(String labelKey, String path) {}

  /** The link of the page that carries that number. */
  Link of(String referenceNumber);
}
