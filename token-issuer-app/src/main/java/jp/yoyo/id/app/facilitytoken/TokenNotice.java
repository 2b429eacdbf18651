package jp.yoyo.id.app.facilitytoken;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.web.Dates;
import org.springframework.stereotype.Component;

/**
 * 受領コード通知書: what a municipality prints, folds, seals and sends. The claim code is in it and nowhere
 * else; whoever opens it on the way still lacks the facility's login.
 */
@Component
class TokenNotice {

  private final NoticeFont font;
  private final AppConfiguration configuration;
  private final Clock clock;
  private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);

  TokenNotice(NoticeFont font, AppConfiguration configuration, Clock clock) {
    this.font = font;
    this.configuration = configuration;
    this.clock = clock;
    XRLog.setLoggingEnabled(false);
    templates.setClassLoaderForTemplateLoading(
        TokenNotice.class.getClassLoader(), "templates/facilitytoken");
    templates.setDefaultEncoding("UTF-8");
    templates.setLocalizedLookup(false);
    templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
    templates.setLogTemplateExceptions(false);
  }

  /** What of a facility's data cannot be printed, to be said before it is. */
  Set<String> lacking(TokenApplication application, Facility facility) {
    Set<String> lacking = new LinkedHashSet<>();
    texts(application, facility).values().forEach(text -> lacking.addAll(font.lacking(text)));
    return lacking;
  }

  private static Map<String, String> texts(TokenApplication application, Facility facility) {
    return Map.of(
        "name", application.facility().name(),
        "postalCode", facility.postalCode().text(),
        "address", facility.address(),
        "contactName", application.content().contactName(),
        "contactDepartment", application.content().contactDepartment(),
        "appName", application.content().appName(),
        "terminal", application.content().terminal());
  }

  /** The PDF. */
  byte[] print(Actor actor, TokenReviews.Handed handed, Facility facility) {
    TokenApplication application = handed.application();
    Dates dates = new Dates(Locale.JAPANESE);
    Map<String, Object> model = new HashMap<>();
    texts(application, facility).forEach((name, text) -> model.put(name, font.printable(text)));
    model.put(
        "lacking",
        List.copyOf(lacking(application, facility)).stream()
            .map(c -> "U+%04X".formatted(c.codePointAt(0)))
            .toList());
    model.put("families", font.families());
    model.put("facilityCode", application.facility().code());
    model.put("referenceNumber", application.referenceNumber());
    model.put("office", font.printable(actor.organization().displayName()));
    model.put("date", dates.date(LocalDate.now(clock)));
    model.put("code", handed.code().grouped());
    model.put("validUntil", dates.dateTime(handed.validUntil()));
    model.put("url", configuration.publicUrl() + FacilityTokenController.PATH + "/claim");
    AppConfiguration.HelpDesk helpDesk = configuration.helpDesk();
    model.put(
        "helpDesk",
        font.printable("%s　%s　%s".formatted(helpDesk.name(), helpDesk.phone(), helpDesk.hours())));
    try {
      StringWriter html = new StringWriter();
      templates.getTemplate("notice.ftlh").process(model, html);
      ByteArrayOutputStream pdf = new ByteArrayOutputStream();
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.withHtmlContent(html.toString(), null);
      // Nothing is fetched, whatever stands in a name.
      builder.useUriResolver((base, uri) -> null);
      font.embed(builder);
      builder.withProducer("予予・請求システム");
      builder.toStream(pdf);
      builder.run();
      return pdf.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("The notice cannot be made", e);
    }
  }
}
