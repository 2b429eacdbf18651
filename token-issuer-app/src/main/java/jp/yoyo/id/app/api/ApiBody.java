package jp.yoyo.id.app.api;

/**
 * The body of a call, as a record. It is read strictly ({@link ApiBodyConverter}): a closed list of
 * fields, each once; null is refused, so that a field that is absent is null in the record and says
 * "as it is", and "" says "nothing".
 */
public interface ApiBody {}
