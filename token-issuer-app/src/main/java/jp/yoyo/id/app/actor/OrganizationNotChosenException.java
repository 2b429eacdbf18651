package jp.yoyo.id.app.actor;

/** The user belongs to several organisations and has to say for which one. */
public final class OrganizationNotChosenException extends RuntimeException {

  private static final long serialVersionUID = 1;
}
