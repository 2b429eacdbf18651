package jp.yoyo.id.app.inquiry;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** What a user types who asks the help desk. */
public class InquiryForm {

  private String id = UUID.randomUUID().toString();
  private String category = "";
  private String errorNumber = "";
  private String text = "";

  /** Empty if something is wrong, which is in the errors then. */
  Optional<NewInquiry> inquiry(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    UUID typedId = fields.required("id", id, InquiryForm::parseId);
    InquiryCategory typedCategory =
        fields.required(
            "category",
            category,
            typed ->
                InquiryCategory.named(typed)
                    .orElseThrow(() -> new FormatException("inquiry.error.category")));
    Optional<String> typedNumber =
        fields.optional("errorNumber", errorNumber, InquiryForm::parseNumber);
    String typedText = fields.required("text", text, InquiryText::parse);
    if (errors.hasErrors() || typedId == null || typedCategory == null || typedText == null) {
      return Optional.empty();
    }
    return Optional.of(new NewInquiry(typedId, typedCategory, typedText, typedNumber.orElse(null)));
  }

  private static UUID parseId(String typed) {
    try {
      return UUID.fromString(typed);
    } catch (IllegalArgumentException e) {
      throw new FormatException("inquiry.error.id");
    }
  }

  /** As people copy it: in either case, with spaces around. */
  private static String parseNumber(String typed) {
    String number = typed.strip().toUpperCase(Locale.ROOT);
    if (!ReferenceNumber.isOne(number)) {
      throw new FormatException("inquiry.error.number");
    }
    return number;
  }

  public String getId() {
    return id;
  }

  public void setId(String typed) {
    id = typed;
  }

  public String getCategory() {
    return category;
  }

  public void setCategory(String typed) {
    category = typed;
  }

  public String getErrorNumber() {
    return errorNumber;
  }

  public void setErrorNumber(@Nullable String typed) {
    errorNumber = typed == null ? "" : typed;
  }

  public String getText() {
    return text;
  }

  public void setText(String typed) {
    text = typed;
  }
}
