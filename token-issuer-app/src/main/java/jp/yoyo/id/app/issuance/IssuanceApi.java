package jp.yoyo.id.app.issuance;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.api.ApiProblemException;
import jp.yoyo.id.app.api.OnceOnly;
import jp.yoyo.id.app.facility.NewFacility;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** アカウント発行, for programs. No call takes or gives a password. */
@RestController
@RequestMapping(path = IssuanceApi.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "account issuance")
class IssuanceApi {

  static final String PATH = ApiPath.BASE + "/account-issuances";

  private final AccountIssuance issuance;
  private final OnceOnly onceOnly;

  IssuanceApi(AccountIssuance issuance, OnceOnly onceOnly) {
    this.issuance = issuance;
    this.onceOnly = onceOnly;
  }

  /** The first administrator. */
  @Schema(name = "Administrator")
  record AdministratorFields(
      @Schema(description = "Proposed by the server if left out") @Nullable String userId,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String lastName,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String firstName,
      @Nullable String lastNameKana,
      @Nullable String firstNameKana,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String email) {

    static AdministratorFields of(Administrator administrator) {
      return new AdministratorFields(
          administrator.userId(),
          administrator.lastName(),
          administrator.firstName(),
          administrator.lastNameKana(),
          administrator.firstNameKana(),
          administrator.email());
    }

    void onto(AdministratorForm form) {
      ApiFields.set(userId, form::setUserId);
      ApiFields.set(lastName, form::setLastName);
      ApiFields.set(firstName, form::setFirstName);
      ApiFields.set(lastNameKana, form::setLastNameKana);
      ApiFields.set(firstNameKana, form::setFirstNameKana);
      ApiFields.set(email, form::setEmail);
    }
  }

  /** A facility to register, whose administrator gets an account. */
  record NewFacilityAccount(
      @Schema(
              allowableValues = {"facility", "venue"},
              description = "facility if left out")
          @Nullable String kind,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String code,
      @Schema(description = "Why a code is right whose check digit is not")
          @Nullable String overrideReason,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String kana,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String postalCode,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String address,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String telephone,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String founder,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable AdministratorFields administrator)
      implements ApiBody {

    AdministratorForm form() {
      AdministratorForm form = new AdministratorForm();
      ApiFields.set(kind, form::setKind);
      ApiFields.set(code, form::setCode);
      ApiFields.set(overrideReason, form::setOverrideReason);
      ApiFields.set(name, form::setName);
      ApiFields.set(kana, form::setKana);
      ApiFields.set(postalCode, form::setPostalCode);
      ApiFields.set(address, form::setAddress);
      ApiFields.set(telephone, form::setTelephone);
      ApiFields.set(founder, form::setFounder);
      ApiFields.required("administrator", administrator).onto(form);
      return form;
    }
  }

  /** How the person was identified who gets a new temporary password. */
  record Reissue(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String identification)
      implements ApiBody {}

  /** The administrator as it should have been; a field that is left out stays. */
  record Correction(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable AdministratorFields administrator)
      implements ApiBody {}

  /** An account and how far it has come. */
  @Schema(name = "AccountIssuance")
  record IssuanceView(
      UUID id,
      String alias,
      String type,
      @Nullable UUID facilityId,
      @Nullable UUID runId,
      String code,
      String displayName,
      AdministratorFields administrator,
      @Schema(
              allowableValues = {
                "waiting",
                "issued",
                "mail_sent",
                "mail_failed",
                "refused",
                "first_login_done",
                "expired"
              })
          String state,
      @Nullable String problem,
      int version,
      String requestedByName,
      Instant requestedAt,
      Instant changedAt) {

    static IssuanceView of(Issuance issuance) {
      return new IssuanceView(
          issuance.id(),
          issuance.alias(),
          issuance.type().catalogueName(),
          issuance.facilityId(),
          issuance.runId(),
          issuance.code(),
          issuance.displayName(),
          AdministratorFields.of(issuance.administrator()),
          issuance.state().column(),
          issuance.problem(),
          issuance.version(),
          issuance.requestedByName(),
          issuance.requestedAt(),
          issuance.changedAt());
    }
  }

  private static void requireMunicipality(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  /** Newest first, by number of the page. Two statements. */
  @GetMapping
  ApiPage<IssuanceView> accountIssuances(
      Actor actor,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer page) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    IssuanceSearch search =
        new IssuanceSearch(
            ApiFields.search("text", text), ApiFields.oneOf("state", state, IssuanceState::of));
    return ApiPage.of(issuance.search(actor, search, PageOf.number(page)), IssuanceView::of);
  }

  /** Registers a facility and has its account issued; the same call again does nothing more. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ApiResponse(responseCode = "201", description = "Registered; the account is being issued")
  @ApiResponse(responseCode = "200", description = "The same call has registered it before")
  ResponseEntity<IssuanceView> issueAccount(
      Actor actor,
      @Parameter(
              required = true,
              description = "The caller's own name for this call, 8 to 100 of A-Z a-z 0-9 . _ : -")
          @RequestHeader(name = OnceOnly.HEADER, required = false)
          @Nullable String key,
      @RequestBody NewFacilityAccount wanted) {
    requireMunicipality(actor);
    AdministratorForm form = wanted.form();
    BindingResult errors = ApiFields.errors(form);
    Optional<NewFacility> facility = form.newFacility(errors);
    Optional<Administrator> administrator = form.administrator(errors);
    if (facility.isEmpty() || administrator.isEmpty() || errors.hasErrors()) {
      throw ApiProblemException.invalid(errors);
    }
    OnceOnly.Made made =
        onceOnly.make(
            actor,
            key,
            "account-issuance",
            wanted,
            () -> issuance.issueFacility(actor, facility.get(), administrator.get()));
    IssuanceView view = IssuanceView.of(issuance.require(actor, made.id()));
    return made.isNew()
        ? ResponseEntity.created(URI.create(PATH + "/" + made.id())).body(view)
        : ResponseEntity.ok(view);
  }

  @GetMapping("/{id}")
  IssuanceView accountIssuance(Actor actor, @PathVariable UUID id) {
    return IssuanceView.of(issuance.require(actor, id));
  }

  /** Mails the administrator a new temporary password; nobody else learns it. */
  @PostMapping(path = "/{id}/temporary-password", consumes = MediaType.APPLICATION_JSON_VALUE)
  IssuanceView reissueTemporaryPassword(
      Actor actor, @PathVariable UUID id, @RequestBody Reissue reissue) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    issuance.require(actor, id);
    int version = ApiFields.required("version", reissue.version());
    IdentificationForm form = new IdentificationForm();
    ApiFields.set(reissue.identification(), form::setIdentification);
    BindingResult errors = ApiFields.errors(form);
    String identification = form.check(errors);
    if (identification == null) {
      throw ApiProblemException.invalid(errors);
    }
    issuance.sendAgain(actor, id, version, identification);
    return accountIssuance(actor, id);
  }

  /** Tries again what was refused or whose mail has failed, with the administrator corrected. */
  @PostMapping(path = "/{id}/correction", consumes = MediaType.APPLICATION_JSON_VALUE)
  IssuanceView correctAccount(
      Actor actor, @PathVariable UUID id, @RequestBody Correction correction) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    AdministratorForm form = AdministratorForm.of(issuance.require(actor, id));
    int version = ApiFields.required("version", correction.version());
    ApiFields.required("administrator", correction.administrator()).onto(form);
    BindingResult errors = ApiFields.errors(form);
    Optional<Administrator> administrator = form.administrator(errors);
    if (administrator.isEmpty() || errors.hasErrors()) {
      throw ApiProblemException.invalid(errors);
    }
    issuance.correct(actor, id, version, administrator.get());
    return accountIssuance(actor, id);
  }
}
