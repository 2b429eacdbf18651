package jp.yoyo.id.app.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as people see it.
 *
 * @param about what it is about, in people's words
 * @param problem why it was not delivered, so far or at all
 */
public record OutboxEntry(
    long id,
    String kind,
    String key,
    String about,
    @Nullable String organizationAlias,
    OutboxState state,
    int attempts,
    Instant createdAt,
    Instant nextAttemptAt,
    @Nullable Instant finishedAt,
    @Nullable String problem,
    @Nullable String referenceNumber) {}
