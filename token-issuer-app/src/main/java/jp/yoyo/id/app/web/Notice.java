package jp.yoyo.id.app.web;

import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the page after a form says once: {@code Notice.add(redirect, "facility.updated", name)}.
 *
 * @param key message
 */
public record Notice(String key, List<String> arguments) implements java.io.Serializable {

  static final String ATTRIBUTE = "notice";

  public Notice {
    arguments = List.copyOf(arguments);
  }

  /** Said on the page that the browser is sent to. */
  public static void add(RedirectAttributes redirect, String key, String... arguments) {
    redirect.addFlashAttribute(ATTRIBUTE, new Notice(key, List.of(arguments)));
  }
}
