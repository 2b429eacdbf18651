package jp.yoyo.id.app.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts of all features: {@code messages/<feature>_ja.properties} and {@code …_en…}. */
@Configuration
public class Texts {

  /** The languages, Japanese first. */
  public static final java.util.List<Locale> LANGUAGES =
      java.util.List.of(Locale.JAPANESE, Locale.ENGLISH);

  private static final String ENDING = "_ja.properties";

  /**
   * Patterns of {@code java.text.MessageFormat}, always: an apostrophe is written twice, with
   * arguments or without.
   */
  @Bean
  public static MessageSource messageSource() {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames(features().map(feature -> "messages/" + feature).toArray(String[]::new));
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
    texts.setDefaultLocale(Locale.JAPANESE);
    texts.setAlwaysUseMessageFormat(true);
    return texts;
  }

  /** The features that have texts. */
  static Stream<String> features() {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver()
                  .getResources("classpath*:messages/*" + ENDING))
          .map(resource -> Objects.requireNonNull(resource.getFilename()))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .distinct()
          .sorted();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
