package jp.yoyo.id.app.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such thing, or it is not the actor's: the answer is the same 404. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1;
}
