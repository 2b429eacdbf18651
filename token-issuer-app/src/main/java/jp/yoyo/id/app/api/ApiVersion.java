package jp.yoyo.id.app.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A command that needs to know nothing but the version that was seen. */
public record ApiVersion(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "The version that was read; 409 if it is no longer the present one")
        @Nullable Integer version)
    implements ApiBody {

  public int seen() {
    return ApiFields.required("version", version);
  }
}
