package jp.yoyo.id.app.issuance;

/**
 * How far the rows of a file have come.
 *
 * @param ready to be issued, and not begun yet
 * @param wrong rows with errors: not issued
 * @param held codes that were registered before: nothing to do
 * @param failed could not be registered
 * @param waiting handed over, Keycloak has not answered yet
 * @param done accounts that were issued
 * @param trouble refused, or the mail failed
 */
public record RunProgress(
    long ready, long wrong, long held, long failed, long waiting, long done, long trouble) {

  /** All rows. */
  public long total() {
    return ready + wrong + held + failed + waiting + done + trouble;
  }

  /** Rows that are or were to be issued. */
  public long wanted() {
    return ready + failed + waiting + done + trouble;
  }

  /** Of {@link #wanted}, those that came to an end. */
  public long finished() {
    return failed + done + trouble;
  }

  /** 0 to 100. */
  public long percent() {
    return wanted() == 0 ? 100 : finished() * 100 / wanted();
  }
}
