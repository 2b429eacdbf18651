package jp.yoyo.id.app.inquiry;

import jp.yoyo.id.app.facility.FieldReader;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** What is written with a command. */
public class MessageForm {

  private String text = "";

  /** Null if something is wrong, which is in the errors then. */
  @Nullable String check(Errors errors) {
    return new FieldReader(errors).required("text", text, InquiryText::parse);
  }

  public String getText() {
    return text;
  }

  public void setText(String typed) {
    text = typed;
  }
}
