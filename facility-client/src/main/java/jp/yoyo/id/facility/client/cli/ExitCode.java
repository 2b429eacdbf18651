package jp.yoyo.id.facility.client.cli;

import jp.yoyo.id.facility.client.ClientRefusedException;
import jp.yoyo.id.facility.client.FacilityClientException;
import jp.yoyo.id.facility.client.MalformedTokenException;
import jp.yoyo.id.facility.client.ServiceUnavailableException;
import jp.yoyo.id.facility.client.TlsFailedException;
import jp.yoyo.id.facility.client.TokenFileException;
import jp.yoyo.id.facility.client.TokenRefusedException;
import jp.yoyo.id.facility.client.UnexpectedAnswerException;

/** How the program ends, for scripts. Never changes its meaning. */
enum ExitCode {
  OK(0),
  /** A mistake in this program. */
  INTERNAL(1),
  USAGE(2),
  FILE(3),
  MALFORMED_TOKEN(4),
  /** No connection, no answer, too many requests, maintenance: later. */
  UNAVAILABLE(5),
  TOKEN_REFUSED(6),
  CLIENT_REFUSED(7),
  UNEXPECTED_ANSWER(8),
  /** The API answered with another status than 2xx. */
  API(9),
  TLS(10);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ExitCode of(FacilityClientException e) {
    if (e instanceof TokenFileException) {
      return FILE;
    } else if (e instanceof MalformedTokenException) {
      return MALFORMED_TOKEN;
    } else if (e instanceof ServiceUnavailableException) {
      return UNAVAILABLE;
    } else if (e instanceof TokenRefusedException) {
      return TOKEN_REFUSED;
    } else if (e instanceof ClientRefusedException) {
      return CLIENT_REFUSED;
    } else if (e instanceof UnexpectedAnswerException) {
      return UNEXPECTED_ANSWER;
    } else if (e instanceof TlsFailedException) {
      return TLS;
    }
    return INTERNAL;
  }
}
