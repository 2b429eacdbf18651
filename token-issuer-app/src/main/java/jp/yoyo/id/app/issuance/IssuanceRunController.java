package jp.yoyo.id.app.issuance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.files.FileRefusedException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** アカウント一括発行: a file, its preview, its progress. */
@Controller
class IssuanceRunController {

  private final IssuanceRuns runs;

  IssuanceRunController(IssuanceRuns runs) {
    this.runs = runs;
  }

  private static void requireIssuing(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  @GetMapping("/issuance/runs")
  String list(Actor actor, @RequestParam(required = false) @Nullable Integer page, Model model) {
    model.addAttribute("page", runs.page(actor, PageOf.number(page)));
    return "issuance/runs";
  }

  @GetMapping("/issuance/runs/new")
  String upload(Actor actor, Model model) {
    requireIssuing(actor);
    model.addAttribute("problems", List.of());
    return "issuance/upload";
  }

  @GetMapping("/issuance/runs/template.xlsx")
  void template(Actor actor, HttpServletResponse response) throws IOException {
    requireIssuing(actor);
    response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader("Content-Disposition", "attachment; filename=\"facilities.xlsx\"");
    FacilityFile.template().write(response.getOutputStream());
  }

  @PostMapping("/issuance/runs/new")
  String upload(
      Actor actor,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect)
      throws IOException {
    requireIssuing(actor);
    if (file == null || file.isEmpty()) {
      model.addAttribute("problems", List.of());
      model.addAttribute("missing", true);
      return "issuance/upload";
    }
    UUID id;
    try (InputStream content = file.getInputStream()) {
      id = runs.upload(actor, Objects.requireNonNullElse(file.getOriginalFilename(), ""), content);
    } catch (FileRefusedException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("problems", e.problems());
      return "issuance/upload";
    }
    return "redirect:/issuance/runs/" + id;
  }

  /** Preview before it is confirmed, progress after. Five statements. */
  @GetMapping("/issuance/runs/{id}")
  String show(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    IssuanceRun run = runs.require(actor, id);
    model.addAttribute("run", run);
    model.addAttribute("progress", runs.progress(actor, id));
    model.addAttribute("page", runs.rows(actor, id, PageOf.number(page)));
    model.addAttribute("moving", run.state() == RunState.RUNNING);
    return "issuance/run";
  }

  @GetMapping("/issuance/runs/{id}/errors.csv")
  void errors(Actor actor, @PathVariable UUID id, HttpServletResponse response) throws IOException {
    IssuanceRun run = runs.require(actor, id);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"errors-" + run.id() + ".csv\"");
    runs.writeErrors(actor, id, response.getOutputStream());
  }

  @PostMapping("/issuance/runs/{id}/start")
  String start(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    return become(actor, id, RunState.RUNNING, redirect);
  }

  @PostMapping("/issuance/runs/{id}/pause")
  String pause(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    return become(actor, id, RunState.PAUSED, redirect);
  }

  @PostMapping("/issuance/runs/{id}/cancel")
  String cancel(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    return become(actor, id, RunState.CANCELLED, redirect);
  }

  private String become(Actor actor, UUID id, RunState state, RedirectAttributes redirect) {
    runs.become(actor, id, state);
    Notice.add(redirect, "issuance.run.notice." + state.column());
    return "redirect:/issuance/runs/" + id;
  }
}
