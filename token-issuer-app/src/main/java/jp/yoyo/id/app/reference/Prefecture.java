package jp.yoyo.id.app.reference;

/**
 * 都道府県.
 *
 * @param code 01 to 47
 * @param kana half width
 */
public record Prefecture(String code, String name, String kana) {}
