package jp.yoyo.id.app.mail;

import java.util.Map;

/** A mail as it waits in the outbox. */
record MailOrder(String template, String locale, String to, Map<String, String> model) {}
