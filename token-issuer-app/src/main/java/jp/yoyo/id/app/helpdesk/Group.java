package jp.yoyo.id.app.helpdesk;

import java.util.Locale;

/** What is found together. */
enum Group {
  FACILITIES,
  ACCOUNTS,
  USERS,
  APPLICATIONS;

  /** As in addresses and keys of messages. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
