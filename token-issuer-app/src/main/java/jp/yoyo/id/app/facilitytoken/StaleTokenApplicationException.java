package jp.yoyo.id.app.facilitytoken;

import java.util.UUID;

/**
 * Somebody else was faster: the application is no longer the one that was seen, or no longer in a
 * state in which the command can be given. Nothing was changed.
 */
final class StaleTokenApplicationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final UUID application;
  private final TokenApplicationState.Command command;
  private final String comment;

  StaleTokenApplicationException(
      UUID application, TokenApplicationState.Command command, String comment) {
    super(application + ": too late to " + command.code());
    this.application = application;
    this.command = command;
    this.comment = comment;
  }

  public UUID application() {
    return application;
  }

  public TokenApplicationState.Command command() {
    return command;
  }

  /** What was typed, so that it is not lost. */
  public String comment() {
    return comment;
  }
}
