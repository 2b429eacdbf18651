package jp.yoyo.id.app.bankaccount;

import java.util.Optional;

/** Finds facilities in the register. */
public interface FacilityDirectory {

  /** The facility of an organisation. One statement. */
  Optional<FacilityEntry> byAlias(String alias);
}
