package jp.yoyo.id.operations;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import jp.yoyo.id.organizationadmin.JsonBody;
import jp.yoyo.id.organizationadmin.Problem;
import jp.yoyo.id.organizationadmin.Problem.FieldError;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The maintenance of the realm. Whoever gets here has been let in: {@link Planner}. */
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
public class MaintenanceResource {

  private static final int LONGEST_TEXT = 500;
  private static final int MOST_OPERATORS = 50;

  /** 13 digits: the year 2286. */
  private static final long LATEST = 9_999_999_999_999L;

  private static final String RESOURCE_TYPE = "MAINTENANCE";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final Planner planner;

  MaintenanceResource(KeycloakSession session, Planner planner) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.planner = planner;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "maintenance", summary = "The plan")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.PlanView.class)))
  public Response plan() {
    return answer();
  }

  /** Plans a maintenance in the place of any other. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "planMaintenance", summary = "Plan a maintenance")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.WantedPlan.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.PlanView.class)))
  public Response plan(InputStream body) {
    Requests.WantedPlan wanted = new JsonBody(session).read(body, Requests.WantedPlan.class);
    List<FieldError> errors = new ArrayList<>();
    long now = Plans.now();
    long from = moment("from", wanted.from(), errors);
    long until = end(wanted.until(), Math.max(from, now), from > now, errors);
    long announcedFrom =
        wanted.announcedFrom() == null
            ? from - announceBefore()
            : moment("announcedFrom", wanted.announcedFrom(), errors);
    Plan.Text text = text(wanted.text(), errors);
    List<String> operators =
        operators(wanted.operators() == null ? List.of() : wanted.operators(), errors);
    requireNone(errors);
    store(
        "plan-maintenance",
        new Plan(from, until, Math.min(announcedFrom, from), text, operators, planner.name(), now));
    return answer();
  }

  /** Begins a maintenance now, the planned one or another. */
  @POST
  @Path("begin")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "beginMaintenance", summary = "Begin a maintenance now")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.Beginning.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.PlanView.class)))
  public Response begin(InputStream body) {
    Requests.Beginning wanted = new JsonBody(session).read(body, Requests.Beginning.class);
    List<FieldError> errors = new ArrayList<>();
    long now = Plans.now();
    Plan former = Plans.of(realm).orElse(null);
    long until = end(wanted.until(), now, false, errors);
    Plan.Text text =
        wanted.text() == null && former != null ? former.text() : text(wanted.text(), errors);
    List<String> named = wanted.operators();
    List<String> operators =
        operators(named != null ? named : former != null ? former.operators() : List.of(), errors);
    requireNone(errors);
    boolean ongoing = former != null && former.stateAt(now) == Plan.State.ONGOING;
    store(
        "begin-maintenance",
        new Plan(
            ongoing ? Objects.requireNonNull(former).from() : now,
            until,
            now,
            text,
            operators,
            planner.name(),
            now));
    return answer();
  }

  /** Ends the maintenance, or withdraws the plan; again changes nothing. */
  @POST
  @Path("end")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "endMaintenance", summary = "End the maintenance, or withdraw the plan")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.PlanView.class)))
  public Response end() {
    Plan plan = Plans.of(realm).orElse(null);
    if (plan != null) {
      Plans.remove(realm);
      record("end-maintenance", OperationType.DELETE, plan);
    }
    return answer();
  }

  private void store(String action, Plan plan) {
    Plans.write(realm, plan);
    record(action, OperationType.UPDATE, plan);
  }

  private void record(String action, OperationType operation, Plan plan) {
    AdminEventBuilder event =
        new AdminEventBuilder(realm, planner.auth(), session, session.getContext().getConnection())
            .resource(RESOURCE_TYPE)
            .operation(operation)
            .resourcePath("operations/maintenance")
            .detail("action", action)
            .detail("from", Instant.ofEpochMilli(plan.from()).toString())
            .detail("until", Instant.ofEpochMilli(plan.until()).toString())
            .detail("operators", String.join(",", plan.operators()));
    if (planner.organization() != null) {
      event
          .detail("organization", planner.organization())
          .detail("onBehalf", planner.auth().getClient().getClientId());
    }
    event.success();
  }

  private Response answer() {
    CacheControl noStore = new CacheControl();
    noStore.setNoStore(true);
    return Response.ok(Views.PlanView.of(realm))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .cacheControl(noStore)
        .build();
  }

  private long announceBefore() {
    return new Settings(realm).announceBeforeSeconds() * 1000L;
  }

  private long moment(String field, @Nullable Long value, List<FieldError> errors) {
    if (value == null) {
      errors.add(Problem.field(session, field, "required"));
      return 0;
    }
    if (value < 0 || value > LATEST) {
      errors.add(Problem.field(session, field, "moment"));
    }
    return value;
  }

  private long end(
      @Nullable Long value, long after, boolean afterTheBeginning, List<FieldError> errors) {
    long until = moment("until", value, errors);
    if (value != null && until <= after) {
      errors.add(
          Problem.field(session, "until", afterTheBeginning ? "moment-order" : "moment-past"));
    }
    return until;
  }

  private Plan.@Nullable Text text(Requests.@Nullable WantedText wanted, List<FieldError> errors) {
    String ja = wanted == null || wanted.ja() == null ? "" : wanted.ja().strip();
    String en = wanted == null || wanted.en() == null ? "" : wanted.en().strip();
    if (ja.isEmpty() && en.isEmpty()) {
      return null;
    }
    if (ja.isEmpty() || en.isEmpty()) {
      errors.add(Problem.field(session, ja.isEmpty() ? "text.ja" : "text.en", "both-languages"));
    }
    tooLong("text.ja", ja, errors);
    tooLong("text.en", en, errors);
    return new Plan.Text(ja, en);
  }

  private void tooLong(String field, String text, List<FieldError> errors) {
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      errors.add(Problem.field(session, field, "too-long", String.valueOf(LONGEST_TEXT)));
    }
  }

  /** Those named, as they are written in the realm, and the one who plans. */
  private List<String> operators(List<String> named, List<FieldError> errors) {
    if (named.size() > MOST_OPERATORS) {
      errors.add(
          Problem.field(session, "operators", "number", "0", String.valueOf(MOST_OPERATORS)));
      return List.of();
    }
    Set<String> operators = new LinkedHashSet<>();
    if (planner.userId() != null) {
      operators.add(planner.userId());
    }
    for (String name : named) {
      String userId = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
      UserModel user = userId.isEmpty() ? null : session.users().getUserByUsername(realm, userId);
      if (user == null || !user.isEnabled()) {
        errors.add(Problem.field(session, "operators", "user", userId));
      } else {
        operators.add(user.getUsername());
      }
    }
    return List.copyOf(operators);
  }

  private void requireNone(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Problem.INVALID.fields(session, List.copyOf(errors));
    }
  }
}
