package jp.yoyo.id.app.bankaccount;

import java.util.Optional;

/** Finds facilities in the register. */
public interface FacilityDirectory {

  /** The facility of an organisation. One statement. */
  Optional<FacilityEntry> byAlias(String alias);

  /** Where the register says that the facility can be reached. One statement. */
  Optional<String> contactMail(String alias);
}
