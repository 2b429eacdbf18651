package jp.yoyo.id.app.bankaccount;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 口座登録申請 as callers of the API see it. */
@Schema(name = "BankAccountApplication")
record ApplicationView(
    UUID id,
    String referenceNumber,
    UUID facilityId,
    String facilityCode,
    String facilityName,
    boolean fromKnown,
    BankAccountView account,
    boolean holderDiffers,
    @Schema(description = "Month, 2026-06") String appliesFrom,
    @Schema(
            allowableValues = {
              "draft",
              "submitted",
              "returned",
              "approved",
              "rejected",
              "withdrawn",
              "applied",
              "ended"
            })
        String state,
    int version,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant submittedAt,
    @Nullable Instant decidedAt,
    String comment,
    List<AttachmentView> attachments) {

  /** 添付書類. */
  @Schema(name = "Attachment")
  record AttachmentView(
      UUID id, String kind, String fileName, String contentType, int size, Instant uploadedAt) {

    static AttachmentView of(Attachment attachment) {
      return new AttachmentView(
          attachment.id(),
          attachment.kind().column(),
          attachment.fileName(),
          attachment.contentType().mediaType(),
          attachment.size(),
          attachment.uploadedAt());
    }
  }

  static ApplicationView of(
      BankAccountApplication application,
      List<Attachment> attachments,
      BankNames names,
      boolean masked) {
    return new ApplicationView(
        application.id(),
        application.referenceNumber(),
        application.facility().id(),
        application.facility().code(),
        application.facility().name(),
        application.fromKnown(),
        BankAccountView.of(application.account(), names, masked),
        application.holderDiffers(),
        application.appliesFrom().toString(),
        application.state().column(),
        application.version(),
        application.createdAt(),
        application.changedAt(),
        at(application.submitted()),
        at(application.decided()),
        application.comment(),
        attachments.stream().map(AttachmentView::of).toList());
  }

  private static @Nullable Instant at(BankAccountApplication.@Nullable Signature signature) {
    return signature == null ? null : signature.at();
  }
}
