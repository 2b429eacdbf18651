package jp.yoyo.id.app.web;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.CurrentActor;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.freemarker.FreeMarkerView;

/**
 * Gives each template {@code frame}, {@code dates}, {@code csrf}, the functions {@code msg(key,
 * arguments…)}, {@code msgIn(language, key, arguments…)}, {@code datesIn(language)}, {@code
 * hasMsg(key)} and {@code asset(name)}, and each {@link TemplateTool}.
 */
public class PageView extends FreeMarkerView {

  @Override
  protected void exposeHelpers(Map<String, Object> model, HttpServletRequest request) {
    ApplicationContext context = Objects.requireNonNull(getApplicationContext());
    Locale locale = RequestContextUtils.getLocale(request);
    model.put("frame", frame(context, request, locale));
    model.put("dates", new Dates(locale));
    context
        .getBeanProvider(TemplateTool.class)
        .forEach(tool -> model.put(tool.name(), tool.in(context, locale)));
    model.put("msg", new Message(context, locale));
    model.put("msgIn", new MessageIn(context));
    model.put("datesIn", new DatesIn());
    model.put("hasMsg", new HasMessage(context, locale));
    model.put("asset", new Asset(context.getBean(ResourceUrlProvider.class)));
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
      model.put("csrf", csrf);
    }
  }

  private static Frame frame(
      ApplicationContext context, HttpServletRequest request, Locale locale) {
    CurrentActor currentActor = context.getBean(CurrentActor.class);
    Actor actor = currentActor.known(request).orElse(null);
    Object originalPath = request.getAttribute("jakarta.servlet.error.request_uri");
    String path = originalPath instanceof String text ? text : request.getRequestURI();
    AppConfiguration configuration = context.getBean(AppConfiguration.class);
    return new Frame(
        actor,
        locale,
        path,
        actor == null ? List.of() : navigation(context, actor, path),
        currentActor.choices(request),
        context.getBeanProvider(Announcement.Source.class).stream()
            .flatMap(source -> source.now(actor, locale).stream())
            .toList(),
        context.getBean(CurrentOperations.class).helpDesk(locale),
        configuration.keycloak().issuer() + "/account/",
        request.getAttribute(ReferenceNumber.KEY) instanceof String number ? number : "",
        notice(context, request, locale));
  }

  private static List<Frame.Entry> navigation(
      ApplicationContext context, Actor actor, String path) {
    return context.getBeanProvider(NavigationEntry.class).stream()
        .filter(entry -> entry.visibleTo().test(actor))
        .sorted(Comparator.comparingInt(NavigationEntry::order))
        .map(entry -> new Frame.Entry(entry.labelKey(), entry.path(), isBelow(path, entry.path())))
        .toList();
  }

  private static boolean isBelow(String path, String entry) {
    return path.equals(entry) || (!entry.equals("/") && path.startsWith(entry + "/"));
  }

  private static @Nullable String notice(
      MessageSource texts, HttpServletRequest request, Locale locale) {
    Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
    return flash != null && flash.get(Notice.ATTRIBUTE) instanceof Notice notice
        ? texts.getMessage(notice.key(), notice.arguments().toArray(), locale)
        : null;
  }

  private record Message(MessageSource texts, Locale locale) implements TemplateMethodModelEx {

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
      if (arguments.isEmpty()) {
        throw new TemplateModelException("msg needs a key");
      }
      Object[] values = new Object[arguments.size() - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = DeepUnwrap.permissiveUnwrap((TemplateModel) arguments.get(i + 1));
      }
      return texts.getMessage(arguments.get(0).toString(), values, locale);
    }
  }

  /** Where a page shows what others see: {@code msgIn("en", key, arguments…)}. */
  private record MessageIn(MessageSource texts) implements TemplateMethodModelEx {

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
      if (arguments.size() < 2) {
        throw new TemplateModelException("msgIn needs a language and a key");
      }
      return new Message(texts, Locale.forLanguageTag(arguments.get(0).toString()))
          .exec(arguments.subList(1, arguments.size()));
    }
  }

  /** {@code datesIn("en")}. */
  private record DatesIn() implements TemplateMethodModelEx {

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) {
      return new Dates(Locale.forLanguageTag(arguments.get(0).toString()));
    }
  }

  private record HasMessage(MessageSource texts, Locale locale) implements TemplateMethodModelEx {

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) {
      return texts.getMessage(arguments.get(0).toString(), null, null, locale) != null;
    }
  }

  /** The address of a style sheet or script, with its fingerprint: browsers keep it for a year. */
  private record Asset(ResourceUrlProvider urls) implements TemplateMethodModelEx {

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) {
      String path = "/assets/" + arguments.get(0);
      return Objects.requireNonNullElse(urls.getForLookupPath(path), path);
    }
  }
}
