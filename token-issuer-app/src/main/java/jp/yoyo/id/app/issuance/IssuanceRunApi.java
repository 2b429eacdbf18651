package jp.yoyo.id.app.issuance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** アカウント一括発行, for programs: a file, its preview, its progress. */
@RestController
@RequestMapping(path = IssuanceRunApi.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "account issuance")
class IssuanceRunApi {

  static final String PATH = ApiPath.BASE + "/issuance-runs";

  private final IssuanceRuns runs;
  private final MessageSource texts;

  IssuanceRunApi(IssuanceRuns runs, MessageSource texts) {
    this.runs = runs;
    this.texts = texts;
  }

  /** A file. */
  @Schema(name = "IssuanceRun")
  record RunView(
      UUID id,
      String fileName,
      @Schema(allowableValues = {"preview", "running", "paused", "cancelled", "done"}) String state,
      String createdByName,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {

    static RunView of(IssuanceRun run) {
      return new RunView(
          run.id(),
          run.fileName(),
          run.state().column(),
          run.createdByName(),
          run.createdAt(),
          run.startedAt(),
          run.finishedAt());
    }
  }

  /** A file and how far its rows have come. */
  @Schema(name = "IssuanceRunProgress")
  record ProgressView(
      RunView run,
      long ready,
      long wrong,
      long held,
      long failed,
      long waiting,
      long done,
      long trouble,
      long percent) {}

  /** A row. */
  record RunRowView(
      int number,
      String state,
      String code,
      Map<String, String> cells,
      List<RowProblemView> problems) {}

  /** Something wrong with a row. */
  record RowProblemView(String cell, String column, String message) {}

  /** What is to become of the file. */
  record RunStateChange(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"running", "paused", "cancelled"})
          @Nullable String state)
      implements ApiBody {}

  private static void requireIssuing(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  /** The newest hundred. */
  @GetMapping
  List<RunView> issuanceRuns(Actor actor) {
    requireIssuing(actor);
    return runs.recent(actor).stream().map(RunView::of).toList();
  }

  @GetMapping(
      path = "/template",
      produces = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
  void issuanceTemplate(Actor actor, HttpServletResponse response) throws IOException {
    requireIssuing(actor);
    response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader("Content-Disposition", "attachment; filename=\"facilities.xlsx\"");
    FacilityFile.template().write(response.getOutputStream());
  }

  /** Reads and checks a file (.xlsx or CSV); issues nothing. */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ApiResponse(responseCode = "201", description = "Read; nothing is issued before it is started")
  ResponseEntity<ProgressView> uploadIssuanceRun(Actor actor, @RequestPart MultipartFile file)
      throws IOException {
    requireIssuing(actor);
    try (InputStream content = file.getInputStream()) {
      UUID id =
          runs.upload(actor, Objects.requireNonNullElse(file.getOriginalFilename(), ""), content);
      return ResponseEntity.created(URI.create(PATH + "/" + id)).body(issuanceRun(actor, id));
    }
  }

  /** Preview before it is started, progress after. */
  @GetMapping("/{id}")
  ProgressView issuanceRun(Actor actor, @PathVariable UUID id) {
    IssuanceRun run = runs.require(actor, id);
    RunProgress progress = runs.progress(actor, id);
    return new ProgressView(
        RunView.of(run),
        progress.ready(),
        progress.wrong(),
        progress.held(),
        progress.failed(),
        progress.waiting(),
        progress.done(),
        progress.trouble(),
        progress.percent());
  }

  /** Rows that need somebody first. */
  @GetMapping("/{id}/rows")
  ApiPage<RunRowView> issuanceRunRows(
      Actor actor, @PathVariable UUID id, @RequestParam(required = false) @Nullable Integer page) {
    requireIssuing(actor);
    return ApiPage.of(
        runs.rows(actor, id, PageOf.number(page)),
        row ->
            new RunRowView(
                row.number(),
                row.state(),
                row.code(),
                row.cells(),
                row.problems().stream()
                    .map(
                        each ->
                            new RowProblemView(
                                each.cell(),
                                each.title(),
                                Objects.requireNonNull(
                                    texts.getMessage(
                                        each.key(), each.arguments().toArray(), actor.locale()))))
                    .toList()));
  }

  /** The rows with errors as a file to correct and upload again. */
  @GetMapping(path = "/{id}/errors", produces = "text/csv")
  void issuanceRunErrors(Actor actor, @PathVariable UUID id, HttpServletResponse response)
      throws IOException {
    IssuanceRun run = runs.require(actor, id);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"errors-" + run.id() + ".csv\"");
    runs.writeErrors(actor, id, response.getOutputStream());
  }

  /** Starts, pauses, goes on or cancels. */
  @PutMapping(path = "/{id}/state", consumes = MediaType.APPLICATION_JSON_VALUE)
  ProgressView changeIssuanceRun(
      Actor actor, @PathVariable UUID id, @RequestBody RunStateChange change) {
    runs.require(actor, id);
    RunState state =
        ApiFields.required(
            "state", ApiFields.oneOf("state", change.state(), IssuanceRunApi::state).orElse(null));
    runs.become(actor, id, state);
    return issuanceRun(actor, id);
  }

  private static Optional<RunState> state(String sent) {
    return Arrays.stream(RunState.values())
        .filter(
            state ->
                state == RunState.RUNNING
                    || state == RunState.PAUSED
                    || state == RunState.CANCELLED)
        .filter(state -> state.column().equals(sent))
        .findFirst();
  }
}
