package jp.yoyo.id.app.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address within this app that came in from outside. */
public final class LocalPath {

  /** One slash, then nothing that a browser could take for a host, a scheme or a new line. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?:\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  private LocalPath() {}

  /** The path, or the first page where it leads anywhere else. */
  public static String orRoot(@Nullable String path) {
    return path != null && path.length() <= 2_000 && LOCAL.matcher(path).matches() ? path : "/";
  }
}
