package jp.yoyo.id.app.helpdesk;

import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;

/**
 * What to look for, and which page of one of the groups.
 *
 * @param text code, name, user ID, mail address or reference number
 * @param group the group that is not at its first page, if any
 */
record Search(String text, @Nullable String group, @Nullable Integer page, @Nullable String after) {

  private static final int LONGEST = 100;

  static Search of(
      @Nullable String typed,
      @Nullable String group,
      @Nullable Integer page,
      @Nullable String after) {
    String text = typed == null ? "" : typed.replace("\0", "").strip();
    return new Search(
        text.length() <= LONGEST ? text : text.substring(0, LONGEST), group, page, after);
  }

  int number(Group wanted) {
    return wanted.code().equals(group) ? PageOf.number(page) : 1;
  }

  @Nullable String after(Group wanted) {
    return wanted.code().equals(group) ? after : null;
  }
}
