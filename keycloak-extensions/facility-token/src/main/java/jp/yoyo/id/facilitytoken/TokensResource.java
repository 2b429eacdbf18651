package jp.yoyo.id.facilitytoken;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import jp.yoyo.id.organizationadmin.JsonBody;
import jp.yoyo.id.organizationadmin.Problem;
import jp.yoyo.id.organizationadmin.Problem.FieldError;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;

/** The facility tokens of one facility. */
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
public class TokensResource {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_REASON = 200;
  private static final Pattern REQUEST_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final KeycloakSession session;
  private final FacilityTokenAccess access;

  TokensResource(KeycloakSession session, FacilityTokenAccess access) {
    this.session = session;
    this.access = access;
  }

  /** All tokens of the facility, the newest first; never a secret. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listTokens", summary = "The tokens of a facility")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.Tokens.class)))
  public Response list() {
    access.requireOversee();
    long now = Time.currentTimeMillis();
    List<Views.TokenView> items =
        new AccountQueries(session)
            .tokens(access.facility().id()).stream().map(row -> view(row, now)).toList();
    return uncached(Response.ok(new Views.Tokens(items)));
  }

  /** Issues a token: the answer is the only one that ever holds it. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "issueToken", summary = "Issue a token")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.Issue.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Views.IssuedToken.class)))
  public Response issue(InputStream body) {
    access.requireManage();
    Requests.Issue wanted = new JsonBody(session).read(body, Requests.Issue.class);
    List<FieldError> errors = new ArrayList<>();
    String requestId = requestId(wanted.requestId(), errors);
    String label = text("label", wanted.label(), LONGEST_NAME, errors);
    String terminal = text("terminal", wanted.terminal(), LONGEST_NAME, errors);
    int most = new Settings(session.getContext().getRealm()).validityDays();
    int days = wanted.validDays() == null ? most : wanted.validDays();
    if (days < 1 || days > most) {
      errors.add(Problem.field(session, "validDays", "number", "1", String.valueOf(most)));
    }
    requireNone(errors);
    return created(new Issuing(session, access).issue(requestId, label, terminal, days));
  }

  /** Issues a token in the place of another one, which stays valid for the overlap. */
  @POST
  @Path("{id}/rotation")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "rotateToken", summary = "Rotate a token")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.Rotation.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Views.IssuedToken.class)))
  public Response rotate(@PathParam("id") String id, InputStream body) {
    access.requireManage();
    Requests.Rotation wanted = new JsonBody(session).read(body, Requests.Rotation.class);
    List<FieldError> errors = new ArrayList<>();
    String requestId = requestId(wanted.requestId(), errors);
    requireNone(errors);
    return created(new Issuing(session, access).rotate(id, requestId));
  }

  /** Revokes a token at once, on every node; again changes nothing. */
  @POST
  @Path("{id}/revocation")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "revokeToken", summary = "Revoke a token")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.Revocation.class)))
  @APIResponse(responseCode = "204")
  public Response revoke(@PathParam("id") String id, InputStream body) {
    access.requireOversee();
    new Issuing(session, access).revoke(id, reason(body));
    return Response.noContent().build();
  }

  /** Revokes all tokens of the facility, as when it closes. */
  @POST
  @Path("revocation")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "revokeTokens", summary = "Revoke all tokens of the facility")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.Revocation.class)))
  @APIResponse(responseCode = "204")
  public Response revokeAll(InputStream body) {
    access.requireOversee();
    new Issuing(session, access).revokeAll(reason(body));
    return Response.noContent().build();
  }

  private String reason(InputStream body) {
    Requests.Revocation wanted = new JsonBody(session).read(body, Requests.Revocation.class);
    List<FieldError> errors = new ArrayList<>();
    String reason = text("reason", wanted.reason(), LONGEST_REASON, errors);
    requireNone(errors);
    return reason;
  }

  private String requestId(@Nullable String value, List<FieldError> errors) {
    String id = text("requestId", value, LONGEST_NAME, errors);
    if (!id.isEmpty() && !REQUEST_ID.matcher(id).matches()) {
      errors.add(Problem.field(session, "requestId", "profile"));
      return "";
    }
    return id.isEmpty() ? "" : UUID.fromString(id).toString();
  }

  private String text(String field, @Nullable String value, int longest, List<FieldError> errors) {
    String text = value == null ? "" : value.strip();
    if (text.isEmpty()) {
      errors.add(Problem.field(session, field, "required"));
    } else if (text.codePointCount(0, text.length()) > longest) {
      errors.add(Problem.field(session, field, "too-long", String.valueOf(longest)));
    }
    return text;
  }

  private void requireNone(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Problem.INVALID.fields(session, List.copyOf(errors));
    }
  }

  private static Views.TokenView view(AccountQueries.TokenRow row, long now) {
    StoredToken token = row.token();
    return new Views.TokenView(
        row.id(),
        token.requestId(),
        row.label() == null ? "" : row.label(),
        token.terminal(),
        token.createdAt(),
        token.expiresAt(),
        token.lastUsedAt(),
        token.stateAt(now).inApi(),
        token.overlapUntil() == null ? null : Long.valueOf(token.validUntil()),
        token.revokedAt(),
        token.reason());
  }

  private static Response created(Views.IssuedToken issued) {
    return uncached(Response.status(Response.Status.CREATED).entity(issued));
  }

  static Response uncached(Response.ResponseBuilder builder) {
    CacheControl noStore = new CacheControl();
    noStore.setNoStore(true);
    return builder.type(MediaType.APPLICATION_JSON_TYPE).cacheControl(noStore).build();
  }
}
