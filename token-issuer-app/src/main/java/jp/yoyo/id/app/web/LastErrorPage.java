package jp.yoyo.id.app.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The error page for when even the error page cannot be made: the database is gone, a template is
 * broken, or the request was so malformed that it never came to be one. It needs nothing but the
 * settings, and says the same in both languages, since nothing tells which one is wanted.
 */
@Component
class LastErrorPage {

  private static final String STYLE =
      "body{margin:0;font:16px/1.7 'Noto Sans JP','Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;"
          + "color:#1a1a1a;background:#fff}"
          + "header{padding:16px 24px;border-bottom:4px solid #0017c1;font-weight:700}"
          + "main,footer{max-width:48rem;margin:0 auto;padding:24px}"
          + "footer{border-top:1px solid #666}"
          + "h1{font-size:1.5rem;line-height:1.4;margin:0 0 16px}"
          + "h2{font-size:1.125rem;margin:0 0 8px}"
          + "dt{color:#333}dd{margin:0 0 8px;font-weight:700}"
          + "a{color:#0017c1}"
          + "a:focus-visible{outline:4px solid #000;box-shadow:0 0 0 6px #ffd43d}";

  /** Nothing but this page's own style. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final AppConfiguration.HelpDesk helpDesk;
  private final Clock clock;

  LastErrorPage(AppConfiguration configuration, Clock clock) {
    this.helpDesk = configuration.helpDesk();
    this.clock = clock;
  }

  /** The page. */
  byte[] of(int status, String referenceNumber) {
    boolean mistaken = status < 500;
    String now = HtmlUtils.htmlEscape(new Dates(Locale.JAPANESE).exact(clock.instant()));
    String page =
        """
        <!DOCTYPE html>
        <html lang="ja">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s | 予予・請求システム</title>
        <style>%s</style>
        </head>
        <body>
        <header>予予・請求システム 医療機関ポータル</header>
        <main>
        <h1>%s</h1>
        <p>%s</p>
        <p lang="en"><strong>%s</strong> %s</p>
        <dl>
        <dt>お問い合わせ番号 <span lang="en">Reference number</span></dt><dd class="yoyo-reference">%s</dd>
        <dt>発生日時 <span lang="en">Time</span></dt><dd>%s</dd>
        </dl>
        <p><a href="/">最初のページへ <span lang="en">First page</span></a></p>
        </main>
        <footer>
        <h2>お問い合わせ先 <span lang="en">Help desk</span></h2>
        <p>%s<br>%s<br>%s</p>
        </footer>
        </body>
        </html>
        """;
    String title = mistaken ? "要求を処理できませんでした" : "システムエラーが発生しました";
    return page.formatted(
            title,
            STYLE,
            title,
            mistaken
                ? "アドレスまたは送られた内容に誤りがあります。最初のページからやり直してください。"
                : "しばらく待ってからもう一度お試しください。解決しない場合は、お問い合わせ番号を添えてヘルプデスクにお問い合わせください。",
            mistaken ? "The request could not be processed." : "A system error has occurred.",
            mistaken
                ? "Please start again from the first page."
                : "Please try again later, or contact the help desk with the reference number.",
            HtmlUtils.htmlEscape(referenceNumber),
            now,
            HtmlUtils.htmlEscape(helpDesk.name()),
            HtmlUtils.htmlEscape(helpDesk.phone()),
            HtmlUtils.htmlEscape(hours()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String hours() {
    return helpDesk.hoursEnglish().isBlank()
        ? helpDesk.hours()
        : helpDesk.hours() + " / " + helpDesk.hoursEnglish();
  }

  /** Writes it as the whole answer. */
  void write(jakarta.servlet.http.HttpServletResponse response, int status, String number)
      throws IOException {
    byte[] body = of(status, number);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader(ReferenceNumber.HEADER, number);
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String sha256(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
