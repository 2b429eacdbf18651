package jp.yoyo.id.app.inquiry;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.web.ErrorPageLink;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * お問い合わせ, for those who ask: whoever can act, each for the own inquiries. Who cannot log in
 * telephones: the help desk's number stands on every page.
 */
@Controller
@RequestMapping("/inquiries")
class InquiryController {

  private final Inquiries inquiries;

  InquiryController(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** The own ones. Two statements. */
  @GetMapping
  String list(Actor actor, @RequestParam(required = false) @Nullable Integer page, Model model) {
    model.addAttribute("page", inquiries.own(actor, PageOf.number(page)));
    return "inquiry/own";
  }

  /** The form; an error page leads here with its number. */
  @GetMapping("/new")
  String form(Actor actor, @RequestParam(required = false) @Nullable String number, Model model) {
    InquiryForm form = new InquiryForm();
    if (number != null && ReferenceNumber.isOne(number)) {
      form.setErrorNumber(number);
      form.setCategory(InquiryCategory.SYSTEM_ERROR.code());
    }
    model.addAttribute("inquiry", form);
    return formPage(model);
  }

  private static String formPage(Model model) {
    model.addAttribute("categories", InquiryCategory.all());
    model.addAttribute("maximum", InquiryText.MAXIMUM);
    return "inquiry/new";
  }

  @PostMapping("/new")
  String ask(
      Actor actor,
      @ModelAttribute("inquiry") InquiryForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect) {
    Optional<NewInquiry> wanted = form.inquiry(errors);
    if (wanted.isEmpty()) {
      return formPage(model);
    }
    Inquiry inquiry;
    try {
      inquiry = inquiries.ask(actor, wanted.get());
    } catch (TooManyInquiriesException e) {
      errors.reject("inquiry.error.many", new Object[] {e.most()}, null);
      return formPage(model);
    }
    Notice.add(redirect, "inquiry.notice.asked", inquiry.referenceNumber());
    return "redirect:/inquiries/" + inquiry.id();
  }

  @GetMapping("/{id}")
  String show(Actor actor, @PathVariable UUID id, Model model) {
    Inquiry inquiry = inquiries.own(actor, id);
    model.addAttribute("message", new MessageForm());
    return page(inquiry, model);
  }

  private String page(Inquiry inquiry, Model model) {
    model.addAttribute("inquiry", inquiry);
    model.addAttribute("messages", inquiries.messages(inquiry));
    model.addAttribute(
        "commands",
        inquiry.state().commandsOf(InquiryState.Party.ASKER).stream()
            .map(InquiryState.Command::code)
            .toList());
    model.addAttribute("maximum", InquiryText.MAXIMUM);
    return "inquiry/inquiry";
  }

  /** Something more. */
  @PostMapping("/{id}/messages")
  String add(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("message") MessageForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Inquiry inquiry = inquiries.own(actor, id);
    String text = form.check(errors);
    if (text == null) {
      return page(inquiry, model);
    }
    try {
      inquiries.command(actor, id, version, InquiryState.Command.ADD, text);
    } catch (StaleInquiryException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("stale", true);
      return page(inquiries.own(actor, id), model);
    }
    Notice.add(redirect, "inquiry.notice.added");
    return "redirect:/inquiries/" + id;
  }

  /** It is settled. */
  @PostMapping("/{id}/settlement")
  String settle(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var unused = inquiries.own(actor, id);
    try {
      inquiries.command(actor, id, version, InquiryState.Command.SETTLE, "");
    } catch (StaleInquiryException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("stale", true);
      model.addAttribute("message", new MessageForm());
      return page(inquiries.own(actor, id), model);
    }
    Notice.add(redirect, "inquiry.notice.settled");
    return "redirect:/inquiries/" + id;
  }

  /** In the navigation, and on error pages. */
  @Configuration
  static class Entries {

    private static final int ORDER = 950;

    @Bean
    static NavigationEntry inquiryEntry() {
      return new NavigationEntry("inquiry.title", "/inquiries", ORDER, actor -> true);
    }

    @Bean
    static ErrorPageLink inquiryLink() {
      return number -> new ErrorPageLink.Link("inquiry.ask", "/inquiries/new?number=" + number);
    }
  }
}
