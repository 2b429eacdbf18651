package jp.yoyo.id.app.issuance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file of facilities. */
public record IssuanceRun(
    UUID id,
    String supervisorAlias,
    String fileName,
    RunState state,
    String createdByName,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
