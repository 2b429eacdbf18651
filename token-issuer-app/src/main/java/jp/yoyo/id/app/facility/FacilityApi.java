package jp.yoyo.id.app.facility;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.api.ApiProblem;
import jp.yoyo.id.app.api.ApiProblemException;
import jp.yoyo.id.app.api.ApiProblemSource;
import jp.yoyo.id.app.api.ApiVersion;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.audit.AuditRecordView;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 医療機関マスタ, for programs. A facility is registered with the issue of its account. */
@RestController
@RequestMapping(path = ApiPath.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "facilities")
class FacilityApi {

  private static final int HISTORY = 200;

  private final FacilityRegister register;
  private final AuditHistory history;

  FacilityApi(FacilityRegister register, AuditHistory history) {
    this.register = register;
    this.history = history;
  }

  /** A line of the list. */
  record FacilityItem(
      UUID id,
      String alias,
      String kind,
      @Nullable String code,
      String name,
      String kana,
      String address,
      String prefecture,
      String municipality,
      String state,
      boolean lacksRepresentative) {

    static FacilityItem of(FacilityRow row) {
      return new FacilityItem(
          row.id(),
          row.alias(),
          row.kind().column(),
          row.code(),
          row.name(),
          row.kana(),
          row.address(),
          row.prefecture(),
          row.municipality(),
          row.state().column(),
          row.lacksRepresentative());
    }
  }

  /** A code and when it is valid: from the first day to the day before the last. */
  record FacilityCodeView(
      String code,
      LocalDate from,
      @Nullable LocalDate until,
      boolean doubtful,
      @Nullable String overrideReason) {}

  /** A facility. */
  @Schema(name = "Facility")
  record FacilityView(
      UUID id,
      String alias,
      String kind,
      String name,
      String kana,
      String postalCode,
      String address,
      String telephone,
      String founder,
      @Nullable String representative,
      @Nullable String representativeTitle,
      @Nullable String contactMail,
      String prefecture,
      String municipalityCode,
      String state,
      @Nullable LocalDate closedOn,
      int version,
      List<FacilityCodeView> codes) {

    static FacilityView of(Facility facility) {
      return new FacilityView(
          facility.id(),
          facility.alias(),
          facility.kind().column(),
          facility.name(),
          facility.kana(),
          facility.postalCode().text(),
          facility.address(),
          facility.telephone().value(),
          facility.founder(),
          facility.representative(),
          facility.representativeTitle(),
          facility.contactMail(),
          facility.prefecture(),
          facility.municipalityCode(),
          facility.state().column(),
          facility.closedOn(),
          facility.version(),
          facility.codes().stream()
              .map(
                  each ->
                      new FacilityCodeView(
                          each.code().value(),
                          each.from(),
                          each.until(),
                          each.doubtful(),
                          each.overrideReason()))
              .toList());
    }
  }

  /** What the municipality changes; a field that is left out stays. */
  record FacilityChange(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Nullable String name,
      @Nullable String kana,
      @Nullable String postalCode,
      @Nullable String address,
      @Nullable String telephone,
      @Nullable String founder)
      implements ApiBody {

    FacilityForm onto(Facility facility) {
      FacilityForm form = FacilityForm.of(facility);
      ApiFields.set(name, form::setName);
      ApiFields.set(kana, form::setKana);
      ApiFields.set(postalCode, form::setPostalCode);
      ApiFields.set(address, form::setAddress);
      ApiFields.set(telephone, form::setTelephone);
      ApiFields.set(founder, form::setFounder);
      return form;
    }
  }

  /** What the facility changes about itself; a field that is left out stays, "" clears it. */
  record OwnFacilityChange(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Nullable String representative,
      @Nullable String representativeTitle,
      @Nullable String telephone,
      @Nullable String contactMail)
      implements ApiBody {

    OwnDataForm onto(Facility facility) {
      OwnDataForm form = OwnDataForm.of(facility);
      ApiFields.set(representative, form::setRepresentative);
      ApiFields.set(representativeTitle, form::setRepresentativeTitle);
      ApiFields.set(telephone, form::setTelephone);
      ApiFields.set(contactMail, form::setContactMail);
      return form;
    }
  }

  /** Another code, or one more. */
  record NewFacilityCode(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String code,
      @Nullable String overrideReason,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "date") @Nullable String from,
      @Schema(description = "Whether the codes until then end on that day; true if left out")
          @Nullable Boolean replaces,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason)
      implements ApiBody {

    CodeChangeForm form() {
      CodeChangeForm form = new CodeChangeForm();
      ApiFields.set(code, form::setCode);
      ApiFields.set(overrideReason, form::setOverrideReason);
      ApiFields.set(from, form::setFrom);
      form.setReplaces(String.valueOf(replaces == null || replaces));
      ApiFields.set(reason, form::setReason);
      return form;
    }
  }

  /** The last day, and why. */
  record FacilityClosing(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "date") @Nullable String on,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason)
      implements ApiBody {

    CloseForm form() {
      CloseForm form = new CloseForm();
      ApiFields.set(on, form::setOn);
      ApiFields.set(reason, form::setReason);
      form.setConfirmed(true);
      return form;
    }
  }

  /** What the caller sees of the register, by kana. Two statements. */
  @GetMapping("/facilities")
  ApiPage<FacilityItem> facilities(
      Actor actor,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String prefecture,
      @RequestParam(required = false) @Nullable String municipality,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "false") boolean lacksRepresentative,
      @RequestParam(required = false) @Nullable String after) {
    FacilityRegister.requireVisible(actor);
    FacilitySearch search =
        new FacilitySearch(
            ApiFields.search("text", text),
            ApiFields.search("prefecture", prefecture),
            ApiFields.search("municipality", municipality),
            ApiFields.oneOf("kind", kind, FacilityKind::of),
            ApiFields.oneOf("state", state, FacilityState::of),
            lacksRepresentative);
    return ApiPage.of(register.search(actor, search, after), FacilityItem::of);
  }

  @GetMapping("/facilities/{id}")
  FacilityView facility(Actor actor, @PathVariable UUID id) {
    return FacilityView.of(register.require(actor, id));
  }

  /** Who changed what, newest first. */
  @GetMapping("/facilities/{id}/history")
  List<AuditRecordView> facilityHistory(Actor actor, @PathVariable UUID id) {
    Facility facility = register.require(actor, id);
    return history.of(FacilityRegister.OBJECT_TYPE, facility.id().toString(), HISTORY).stream()
        .map(AuditRecordView::of)
        .toList();
  }

  private Facility requireSupervised(Actor actor, UUID id) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
    return register.require(actor, id);
  }

  @PatchMapping(path = "/facilities/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  FacilityView changeFacility(
      Actor actor, @PathVariable UUID id, @RequestBody FacilityChange change) {
    Facility facility = requireSupervised(actor, id);
    int version = ApiFields.required("version", change.version());
    FacilityForm form = change.onto(facility);
    BindingResult errors = ApiFields.errors(form);
    FacilityData data = form.data(errors).orElseThrow(() -> ApiProblemException.invalid(errors));
    register.change(actor, id, version, data);
    return facility(actor, id);
  }

  @PostMapping(path = "/facilities/{id}/codes", consumes = MediaType.APPLICATION_JSON_VALUE)
  FacilityView changeFacilityCode(
      Actor actor, @PathVariable UUID id, @RequestBody NewFacilityCode change) {
    requireSupervised(actor, id);
    int version = ApiFields.required("version", change.version());
    CodeChangeForm form = change.form();
    BindingResult errors = ApiFields.errors(form);
    register.changeCode(
        actor,
        id,
        version,
        form.change(errors).orElseThrow(() -> ApiProblemException.invalid(errors)));
    return facility(actor, id);
  }

  /** Its codes end, its people can log in no more. */
  @PostMapping(path = "/facilities/{id}/closing", consumes = MediaType.APPLICATION_JSON_VALUE)
  FacilityView closeFacility(
      Actor actor, @PathVariable UUID id, @RequestBody FacilityClosing closing) {
    requireSupervised(actor, id);
    int version = ApiFields.required("version", closing.version());
    CloseForm form = closing.form();
    BindingResult errors = ApiFields.errors(form);
    LocalDate day = form.day(errors);
    if (day == null) {
      throw ApiProblemException.invalid(errors);
    }
    register.close(actor, id, version, day, form.getReason().strip());
    return facility(actor, id);
  }

  @PostMapping(path = "/facilities/{id}/reopening", consumes = MediaType.APPLICATION_JSON_VALUE)
  FacilityView reopenFacility(Actor actor, @PathVariable UUID id, @RequestBody ApiVersion seen) {
    requireSupervised(actor, id);
    register.reopen(actor, id, seen.seen());
    return facility(actor, id);
  }

  /** The facility that the caller acts for. */
  @GetMapping("/facility")
  FacilityView ownFacility(Actor actor) {
    return FacilityView.of(register.own(actor));
  }

  /** 代表者名 and contact data, by the facility itself. */
  @PatchMapping(path = "/facility", consumes = MediaType.APPLICATION_JSON_VALUE)
  FacilityView changeOwnFacility(Actor actor, @RequestBody OwnFacilityChange change) {
    actor.require(Permission.MANAGE_FACILITY);
    Facility facility = register.own(actor);
    int version = ApiFields.required("version", change.version());
    OwnDataForm form = change.onto(facility);
    BindingResult errors = ApiFields.errors(form);
    OwnData data = form.data(errors).orElseThrow(() -> ApiProblemException.invalid(errors));
    register.changeOwn(actor, version, data);
    return ownFacility(actor);
  }

  /** What is this feature's own to say when a call fails. */
  @Configuration
  static class Problems {

    @Bean
    static ApiProblemSource facilityApiProblems() {
      return exception ->
          exception instanceof CodeHeldException
              ? Optional.of(
                  ApiProblem.of(
                      ApiProblem.Type.CODE_HELD,
                      List.of(ApiProblem.FieldError.of("code", "facility.code.held"))))
              : Optional.empty();
    }
  }
}
