package jp.yoyo.id.app.web;

import java.util.Locale;
import org.springframework.context.MessageSource;

/** What a feature gives to every template. A bean. */
public interface TemplateTool {

  /** The name by which templates know it. */
  String name();

  /** It, for one page. */
  Object in(MessageSource texts, Locale locale);
}
