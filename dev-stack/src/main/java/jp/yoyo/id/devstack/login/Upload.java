package jp.yoyo.id.devstack.login;

/**
 * A file that goes with a form.
 *
 * @param content sent in UTF-8
 */
public record Upload(String name, String contentType, String content) {}
