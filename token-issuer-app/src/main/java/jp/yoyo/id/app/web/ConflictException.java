package jp.yoyo.id.app.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Somebody else was faster, or the thing is no longer in a state that allows what was asked: 409. A
 * form that can show what was typed again does so instead of throwing this.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public final class ConflictException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ConflictException(String message) {
    super(message);
  }
}
