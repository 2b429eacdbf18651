package jp.yoyo.id.operations;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What callers send. A field left out is null here; an explicit null never gets this far. */
final class Requests {

  private Requests() {}

  /** A text in both languages, each one line of at most 500 characters. */
  @Schema(name = "WantedText")
  record WantedText(@Nullable String ja, @Nullable String en) {}

  /**
   * A plan. Times in milliseconds since 1970 UTC.
   *
   * @param from required; in the past begins at once
   * @param until required; after from and in the future
   * @param announcedFrom by default as long before from as the realm says
   * @param text the standard sentence if left out
   * @param operators user IDs, at most 50; who plans is always among them
   */
  @Schema(name = "WantedPlan")
  record WantedPlan(
      @Nullable Long from,
      @Nullable Long until,
      @Nullable Long announcedFrom,
      @Nullable WantedText text,
      @Nullable List<String> operators) {}

  /**
   * A maintenance that begins now.
   *
   * @param until required, in milliseconds since 1970 UTC; in the future
   * @param text that of the plan if left out, or the standard sentence
   * @param operators those of the plan if left out
   */
  @Schema(name = "Beginning")
  record Beginning(
      @Nullable Long until, @Nullable WantedText text, @Nullable List<String> operators) {}
}
