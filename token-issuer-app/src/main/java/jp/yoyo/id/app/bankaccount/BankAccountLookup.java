package jp.yoyo.id.app.bankaccount;

import java.util.List;
import java.util.Optional;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.web.KeyPage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Applications that were handed in, for the help desk: what it gets has no full number in it. */
@Service
public class BankAccountLookup {

  private static final int MOST_SHOWN = 20;

  private final ReviewList list;

  BankAccountLookup(ReviewList list) {
    this.list = list;
  }

  /**
   * Those with that reference number, facility code or part of the facility's name. Two statements.
   *
   * @param after where the page before ended
   */
  public KeyPage<ReviewList.Row> search(Actor actor, String text, @Nullable String after) {
    requireHelpDesk(actor);
    return list.page(actor, ReviewSearch.of(text, null, null, null, null, after));
  }

  /** The newest ones of a facility. One statement. */
  public List<ReviewList.Row> ofFacility(Actor actor, String alias) {
    requireHelpDesk(actor);
    return list.ofFacility(alias, MOST_SHOWN);
  }

  /** The reference number of an application as somebody may have read it out; else empty. */
  public static Optional<String> referenceNumber(String text) {
    return ReviewList.REFERENCE_NUMBER.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }

  private static void requireHelpDesk(Actor actor) {
    actor.require(Permission.ASSIST_USERS);
    actor.requireType(OrganizationType.CENTRAL);
  }
}
