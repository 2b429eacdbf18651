package jp.yoyo.id.app.bankaccount;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
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

/** 既登録口座 and 口座確認結果, for programs of federations: a file, its preview, its confirmation. */
@RestController
@RequestMapping(path = AccountImportApi.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "bank accounts")
class AccountImportApi {

  static final String PATH = ApiPath.BASE + "/bank-account-imports";

  private static final String KIND = "known: 既登録口座, verification: 口座確認結果";

  private final AccountImports imports;
  private final MessageSource texts;

  AccountImportApi(AccountImports imports, MessageSource texts) {
    this.imports = imports;
    this.texts = texts;
  }

  /** Something wrong with a cell. */
  record ImportProblemView(String cell, String message) {}

  /** A file. */
  @Schema(name = "BankAccountImport")
  record ImportView(
      UUID id,
      @Schema(
              description = KIND,
              allowableValues = {"known", "verification"})
          String kind,
      String fileName,
      @Schema(allowableValues = {"preview", "confirmed", "discarded"}) String state,
      int rows,
      @Schema(description = "All that are wrong; the list has 500 at most") int problemCount,
      List<ImportProblemView> problems,
      @Schema(description = "Accounts that the confirmation has changed") @Nullable Integer changed,
      String uploadedByName,
      Instant uploadedAt) {}

  /** What is to become of the file. */
  record ImportStateChange(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"confirmed", "discarded"})
          @Nullable String state)
      implements ApiBody {}

  private ImportView view(Actor actor, AccountImports.Import file) {
    return new ImportView(
        file.id(),
        file.kind().column(),
        file.fileName(),
        file.state(),
        file.rows(),
        file.problemCount(),
        file.problems().stream()
            .map(
                each ->
                    new ImportProblemView(
                        each.cell(),
                        Objects.requireNonNull(
                            texts.getMessage(
                                each.key(), each.arguments().toArray(), actor.locale()))))
            .toList(),
        file.changed(),
        file.uploadedByName(),
        file.uploadedAt());
  }

  /** The own files, newest first. */
  @GetMapping
  ApiPage<ImportView> bankAccountImports(
      Actor actor, @RequestParam(required = false) @Nullable Integer page) {
    FederationBankAccounts.requireDecider(actor);
    return ApiPage.of(imports.page(actor, PageOf.number(page)), file -> view(actor, file));
  }

  @GetMapping(
      path = "/template",
      produces = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
  void bankAccountImportTemplate(
      Actor actor,
      @RequestParam
          @Schema(
              description = KIND,
              allowableValues = {"known", "verification"})
          String kind,
      HttpServletResponse response)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    AccountImports.Kind wanted = kind(kind);
    response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"accounts-" + wanted.column() + ".xlsx\"");
    AccountImports.template(wanted).write(response.getOutputStream());
  }

  /** Reads and checks a file (.xlsx or CSV); nothing counts before it is confirmed. */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ApiResponse(responseCode = "201", description = "Read; nothing counts before it is confirmed")
  ResponseEntity<ImportView> uploadBankAccountImport(
      Actor actor,
      @RequestParam
          @Schema(
              description = KIND,
              allowableValues = {"known", "verification"})
          String kind,
      @RequestPart MultipartFile file)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    try (InputStream content = file.getInputStream()) {
      UUID id =
          imports.upload(
              actor,
              kind(kind),
              Objects.requireNonNullElse(file.getOriginalFilename(), ""),
              content);
      return ResponseEntity.created(URI.create(PATH + "/" + id))
          .body(view(actor, imports.find(actor, id)));
    }
  }

  private static AccountImports.Kind kind(String sent) {
    return ApiFields.required(
        "kind", ApiFields.oneOf("kind", sent, AccountImports.Kind::named).orElse(null));
  }

  @GetMapping("/{id}")
  ImportView bankAccountImport(Actor actor, @PathVariable UUID id) {
    FederationBankAccounts.requireDecider(actor);
    return view(actor, imports.find(actor, id));
  }

  /** Confirms or discards. */
  @PutMapping(path = "/{id}/state", consumes = MediaType.APPLICATION_JSON_VALUE)
  ImportView changeBankAccountImport(
      Actor actor, @PathVariable UUID id, @RequestBody ImportStateChange change) {
    FederationBankAccounts.requireDecider(actor);
    imports.find(actor, id);
    String state =
        ApiFields.required(
            "state", ApiFields.oneOf("state", change.state(), AccountImportApi::end).orElse(null));
    if (state.equals("confirmed")) {
      int unused = imports.confirm(actor, id);
    } else {
      imports.discard(actor, id);
    }
    return view(actor, imports.find(actor, id));
  }

  private static Optional<String> end(String sent) {
    return Optional.of(sent).filter(s -> s.equals("confirmed") || s.equals("discarded"));
  }
}
