package jp.yoyo.id.themes;

import freemarker.cache.URLTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.theme.beans.LinkExpirationFormatterMethod;
import org.keycloak.theme.beans.MessageFormatterMethod;

/**
 * Renders templates as Keycloak's DefaultFreeMarkerProvider does: the same version and settings of
 * FreeMarker, the same search through the parent themes, Keycloak's own {@code msg}.
 */
final class Renderer {

  private final Texts texts;
  private final Configuration freeMarker = new Configuration(Configuration.VERSION_2_3_32);

  Renderer(String type, String language, String... parents) {
    this.texts = Texts.of(type, language);
    freeMarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
    freeMarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    freeMarker.setDefaultEncoding("UTF-8");
    freeMarker.setLogTemplateExceptions(false);
    freeMarker.setTemplateLoader(
        new URLTemplateLoader() {
          @Override
          protected @Nullable URL getURL(String name) {
            URL own = url("yoyo", name);
            for (int i = 0; own == null && i < parents.length; i++) {
              own = url(parents[i], name);
            }
            return own;
          }

          private @Nullable URL url(String theme, String name) {
            return Renderer.class
                .getClassLoader()
                .getResource("theme/" + theme + "/" + type + "/" + name);
          }
        });
  }

  static Renderer mails(String language) {
    return new Renderer("email", language, "base");
  }

  static Renderer pages(String language) {
    return new Renderer("login", language, "keycloak.v2", "base");
  }

  Texts texts() {
    return texts;
  }

  String render(String template, Map<String, ?> variables) {
    Map<String, Object> all = new HashMap<>();
    all.put("locale", texts.locale());
    all.put("msg", new KnownMessages(texts));
    all.put(
        "linkExpirationFormatter",
        new LinkExpirationFormatterMethod(texts.effective(), texts.locale()));
    all.put("properties", properties());
    // The sanitizer's library is not needed to see what is written; it only takes away.
    all.put("kcSanitize", (TemplateMethodModelEx) arguments -> arguments.get(0).toString());
    all.putAll(variables);
    StringWriter out = new StringWriter();
    try {
      freeMarker.getTemplate(template, "UTF-8").process(all, out);
    } catch (IOException e) {
      throw new UncheckedIOException(template, e);
    } catch (TemplateException e) {
      throw new AssertionError(template, e);
    }
    return out.toString();
  }

  private Properties properties() {
    Properties properties = new Properties();
    for (String theme : new String[] {"base", "keycloak.v2", "yoyo"}) {
      String path = "theme/" + theme + "/" + texts.type() + "/theme.properties";
      try (InputStream file = Renderer.class.getClassLoader().getResourceAsStream(path)) {
        if (file != null) {
          properties.load(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }
    // Keycloak resolves environment variables in theme.properties; this is the default in ours.
    properties.put("timeZone", "Asia/Tokyo");
    return properties;
  }

  /** Keycloak shows a key that it does not know as it is; here it is a failure. */
  private static final class KnownMessages extends MessageFormatterMethod {

    private final Texts texts;

    private KnownMessages(Texts texts) {
      super(texts.locale(), texts.effective());
      this.texts = texts;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Object exec(List arguments) throws TemplateModelException {
      String key = arguments.get(0).toString();
      // The kinds of credentials are open: the template shows an unknown one as it is.
      if (!key.startsWith("credentialType.")) {
        texts.get(key);
      }
      return super.exec(arguments);
    }
  }
}
