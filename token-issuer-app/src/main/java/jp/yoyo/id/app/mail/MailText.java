package jp.yoyo.id.app.mail;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.PlainTextOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What a mail says, as text and as HTML: {@code templates/mail/<template>.ftl} says it once, with
 * the macros of {@code frame/text.ftl} or {@code frame/html.ftl}, as the realm's mails do.
 */
@Component
class MailText {

  record Rendered(String subject, String text, String html) {}

  private final MessageSource texts;
  private final AppConfiguration configuration;
  private final CurrentOperations operations;
  private final Configuration html = templates(HTMLOutputFormat.INSTANCE);
  private final Configuration text = templates(PlainTextOutputFormat.INSTANCE);

  MailText(MessageSource texts, AppConfiguration configuration, CurrentOperations operations) {
    this.texts = texts;
    this.configuration = configuration;
    this.operations = operations;
  }

  private static Configuration templates(freemarker.core.OutputFormat format) {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassLoaderForTemplateLoading(MailText.class.getClassLoader(), "templates/mail");
    templates.setDefaultEncoding("UTF-8");
    templates.setLocalizedLookup(false);
    templates.setOutputFormat(format);
    templates.setRecognizeStandardFileExtensions(false);
    templates.setLogTemplateExceptions(false);
    return templates;
  }

  Rendered render(MailOrder order) throws IOException, TemplateException {
    Locale locale = Locale.forLanguageTag(order.locale());
    String subject = texts.getMessage("mail." + order.template() + ".subject", null, locale);
    return new Rendered(
        subject,
        process(text, "frame/text.ftl", order, locale, subject).replace("\n", "\r\n"),
        process(html, "frame/html.ftl", order, locale, subject));
  }

  private String process(
      Configuration templates, String frame, MailOrder order, Locale locale, String subject)
      throws IOException, TemplateException {
    CurrentOperations.HelpDesk helpDesk = operations.helpDesk(locale);
    Map<String, Object> model = new HashMap<>();
    model.put("model", order.model());
    model.put("content", "/" + order.template() + ".ftl");
    model.put("language", locale.getLanguage());
    model.put("subject", subject);
    model.put("publicUrl", configuration.publicUrl());
    model.put(
        "helpDesk",
        Map.of("name", helpDesk.name(), "phone", helpDesk.phone(), "hours", helpDesk.hours()));
    model.put(
        "msg",
        (TemplateMethodModelEx)
            arguments -> {
              List<?> given = arguments;
              Object[] values = given.stream().skip(1).map(String::valueOf).toArray();
              return texts.getMessage(String.valueOf(given.get(0)), values, locale);
            });
    StringWriter out = new StringWriter();
    templates.getTemplate(frame, locale).process(model, out);
    return out.toString();
  }
}
