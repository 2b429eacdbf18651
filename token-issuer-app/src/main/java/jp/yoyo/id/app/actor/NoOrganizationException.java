package jp.yoyo.id.app.actor;

/** The user belongs to no organisation that this app is for: there is a page that says so. */
public final class NoOrganizationException extends RuntimeException {

  private static final long serialVersionUID = 1;
}
