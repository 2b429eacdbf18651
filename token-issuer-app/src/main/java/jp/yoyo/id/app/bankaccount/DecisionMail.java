package jp.yoyo.id.app.bankaccount;

/** 申請の結果 by mail to the facility. */
final class DecisionMail {

  static final String KIND = "bank-account-decision-mail";

  /** What the outbox holds: the rest is read when the mail is written. */
  record Payload(String application, String state) {}

  private DecisionMail() {}
}
