package jp.yoyo.id.app.web;

import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.actor.ActorArgument;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.view.freemarker.FreeMarkerConfigurer;
import org.springframework.web.servlet.view.freemarker.FreeMarkerViewResolver;

/** Templates, languages, time. */
@Configuration
@EnableScheduling
class WebConfiguration implements WebMvcConfigurer {

  private static final Version FREEMARKER = freemarker.template.Configuration.VERSION_2_3_34;

  private final ActorArgument actorArgument;
  private final MessageSource texts;

  WebConfiguration(ActorArgument actorArgument, MessageSource texts) {
    this.actorArgument = actorArgument;
    this.texts = texts;
  }

  /** All dates are Japan's. */
  @Bean
  static Clock clock() {
    return Clock.system(Dates.ZONE);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(actorArgument);
  }

  /** Messages of validation come from the same files as all others. */
  @Override
  public Validator getValidator() {
    LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
    validator.setValidationMessageSource(texts);
    validator.afterPropertiesSet();
    return validator;
  }

  @Bean
  static FreeMarkerConfigurer freeMarkerConfigurer() {
    freemarker.template.Configuration configuration =
        new freemarker.template.Configuration(FREEMARKER);
    DefaultObjectWrapperBuilder wrapper = new DefaultObjectWrapperBuilder(FREEMARKER);
    wrapper.setIterableSupport(true);
    configuration.setObjectWrapper(wrapper.build());
    configuration.setDefaultEncoding("UTF-8");
    configuration.setOutputEncoding("UTF-8");
    configuration.setClassLoaderForTemplateLoading(
        WebConfiguration.class.getClassLoader(), "templates");
    // The error page says what happened; half a page with a trace in it says it to nobody.
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    // One template serves all languages: its texts come from the messages.
    configuration.setLocalizedLookup(false);
    configuration.setNewBuiltinClassResolver(
        freemarker.core.TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    FreeMarkerConfigurer configurer = new FreeMarkerConfigurer();
    configurer.setConfiguration(configuration);
    return configurer;
  }

  @Bean
  static FreeMarkerViewResolver freeMarkerViewResolver() {
    FreeMarkerViewResolver views = new FreeMarkerViewResolver("", ".ftlh");
    views.setViewClass(PageView.class);
    views.setContentType("text/html;charset=" + StandardCharsets.UTF_8);
    views.setExposeSpringMacroHelpers(true);
    views.setCache(true);
    return views;
  }

  /** What the user has chosen; else what the browser prefers of the two; else Japanese. */
  @Bean
  static LocaleResolver localeResolver(AppConfiguration configuration) {
    CookieLocaleResolver resolver = new CookieLocaleResolver("yoyo_language");
    resolver.setCookieMaxAge(Duration.ofDays(365));
    resolver.setCookieHttpOnly(true);
    resolver.setCookieSecure(configuration.isSecure());
    resolver.setCookieSameSite("Lax");
    resolver.setRejectInvalidCookies(false);
    resolver.setDefaultLocaleFunction(
        request -> {
          for (Locale wanted : java.util.Collections.list(request.getLocales())) {
            for (Locale language : Texts.LANGUAGES) {
              if (wanted.getLanguage().equals(language.getLanguage())
                  && request.getHeader("Accept-Language") != null) {
                return language;
              }
            }
          }
          return Locale.JAPANESE;
        });
    return resolver;
  }

  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(
      AppConfiguration configuration) {
    return factory -> {
      if (!configuration.trustedProxies().isBlank()) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(configuration.trustedProxies());
        valve.setProtocolHeader("X-Forwarded-Proto");
        factory.addEngineValves(valve);
      }
    };
  }

  /** Instead of the server's own pages, for what never comes to {@link ErrorPages}. */
  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusedRequests(
      LastErrorPage page) {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new RefusedRequests(page)));
  }
}
