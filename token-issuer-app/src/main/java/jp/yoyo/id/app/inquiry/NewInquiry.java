package jp.yoyo.id.app.inquiry;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks.
 *
 * @param id made by the form
 * @param errorNumber reference number of an error page, in the form of one
 */
record NewInquiry(UUID id, InquiryCategory category, String text, @Nullable String errorNumber) {}
