package jp.yoyo.id.app.stepup;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the handler of a form: goes on only for somebody who has shown a second factor within the last
 * {@value StepUpInterceptor#FRESH_MINUTES} minutes. Anybody else is sent to show it and comes back
 * to what was sent.
 *
 * <pre>{@code
 * @StepUp("bank-account-decision")
 * @PostMapping("/{id}/decision")
 * }</pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StepUp {

  /** What is about to be done: message {@code stepup.action.<value>}. */
  String value();

  /**
   * Whether what was sent may be kept in the session meanwhile. Not where a secret is in it: then
   * the way back leads to the empty form at the same address.
   */
  boolean keepsForm() default true;
}
