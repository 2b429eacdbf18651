package jp.yoyo.id.facility.client;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What a person is told: a text with blanks that are filled in, in Japanese or English.
 *
 * @param key in the files messages_ja and messages_en of this package
 * @param arguments never anything that holds a token
 */
public record Message(String key, List<Object> arguments) {

  public Message {
    arguments = List.copyOf(arguments);
  }

  /** A text. */
  public static Message of(String key, Object... arguments) {
    return new Message(key, List.of(arguments));
  }

  /** The text; every language but Japanese is English. */
  public String in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.JAPANESE.getLanguage())
            ? Locale.JAPANESE
            : Locale.ENGLISH;
    String pattern =
        ResourceBundle.getBundle("jp.yoyo.id.facility.client.messages", known).getString(key);
    return new MessageFormat(pattern, known).format(arguments.toArray());
  }
}
