package jp.yoyo.id.themes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeSet;

/**
 * The message files of a theme type: our own, and those that users see, which are the parents' with
 * ours on top, merged as Keycloak merges them.
 */
record Texts(String type, String language, Properties own, Properties effective) {

  static Texts of(String type, String language) {
    Properties own = read("yoyo", type, language);
    Properties effective = new Properties();
    for (String theme : new String[] {"base", type.equals("login") ? "keycloak.v2" : "base"}) {
      effective.putAll(read(theme, type, language));
    }
    effective.putAll(own);
    // Names of themes, for the admin console only.
    effective.keySet().removeIf(key -> key.toString().startsWith("theme."));
    return new Texts(type, language, own, effective);
  }

  Locale locale() {
    return Locale.forLanguageTag(language);
  }

  Set<String> keys() {
    return new TreeSet<>(effective.stringPropertyNames());
  }

  String get(String key) {
    String text = effective.getProperty(key);
    if (text == null) {
      throw new AssertionError("no message " + key + " in " + type + ", " + language);
    }
    return text;
  }

  private static Properties read(String theme, String type, String language) {
    Properties properties = new Properties();
    String path = "theme/" + theme + "/" + type + "/messages/messages_" + language + ".properties";
    try (InputStream file = Texts.class.getClassLoader().getResourceAsStream(path)) {
      if (file != null) {
        PropertyResourceBundle bundle = new PropertyResourceBundle(file);
        bundle.getKeys().asIterator().forEachRemaining(k -> properties.put(k, bundle.getString(k)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
    return properties;
  }
}
