package jp.yoyo.id.app.office;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.files.FileRefusedException;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 連合会・自治体の変更: later changes, on a form or from a file. */
@Controller
class OfficeChangeController {

  private static final int HISTORY = 50;

  private final OfficeRegister offices;
  private final OfficeUploads uploads;
  private final AuditHistory history;

  OfficeChangeController(OfficeRegister offices, OfficeUploads uploads, AuditHistory history) {
    this.offices = offices;
    this.uploads = uploads;
    this.history = history;
  }

  @GetMapping("/offices/{alias}/edit")
  String edit(Actor actor, @PathVariable String alias, Model model) {
    Office office = offices.require(actor, alias);
    model.addAttribute("form", OfficeForm.of(office));
    return show(office, model);
  }

  private String show(Office office, Model model) {
    model.addAttribute("office", office);
    model.addAttribute("history", history.of("office", office.alias(), HISTORY));
    return "office/edit";
  }

  @PostMapping("/offices/{alias}/edit")
  String edit(
      Actor actor,
      @PathVariable String alias,
      @RequestParam int version,
      @ModelAttribute("form") OfficeForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Office office = offices.require(actor, alias);
    Optional<OfficeChange> change = form.change(office.type(), errors);
    if (change.isEmpty()) {
      return show(office, model);
    }
    try {
      offices.change(actor, alias, version, change.get());
    } catch (ConflictException e) {
      // What was typed stays; the form now carries the version that is there.
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("conflict", true);
      return show(offices.require(actor, alias), model);
    }
    Notice.add(redirect, "office.notice.changed", change.get().name());
    return "redirect:/offices/" + alias + "/edit";
  }

  private static void requireRegistering(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  @GetMapping("/offices/changes")
  String upload(Actor actor) {
    requireRegistering(actor);
    return "office/upload";
  }

  @GetMapping("/offices/changes/template.xlsx")
  void template(Actor actor, HttpServletResponse response) throws IOException {
    requireRegistering(actor);
    response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader("Content-Disposition", "attachment; filename=\"offices.xlsx\"");
    OfficeFile.template().write(response.getOutputStream());
  }

  @PostMapping("/offices/changes")
  String upload(
      Actor actor,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model model,
      HttpServletResponse response)
      throws IOException {
    requireRegistering(actor);
    if (file == null || file.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("missing", true);
      return "office/upload";
    }
    try {
      UUID id =
          uploads.upload(
              actor,
              Objects.requireNonNullElse(file.getOriginalFilename(), ""),
              file.getInputStream());
      return "redirect:/offices/changes/" + id;
    } catch (FileRefusedException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("problems", e.problems());
      return "office/upload";
    }
  }

  @GetMapping("/offices/changes/{id}")
  String preview(Actor actor, @PathVariable UUID id, Model model) {
    OfficeUploads.Upload upload = uploads.require(actor, id);
    model.addAttribute("upload", upload);
    model.addAttribute(
        "rows",
        List.copyOf(upload.rows().stream().filter(row -> !row.effect().equals("same")).toList()));
    return "office/preview";
  }

  @PostMapping("/offices/changes/{id}/confirm")
  String confirm(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    int done = uploads.confirm(actor, id);
    Notice.add(redirect, "office.notice.done", Integer.toString(done));
    return "redirect:/offices";
  }
}
