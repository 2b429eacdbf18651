package jp.yoyo.id.app.bankaccount;

import java.util.UUID;

/**
 * What an application has to know of its facility.
 *
 * @param alias of its organisation
 * @param code its code now
 * @param prefecture 01 to 47
 * @param municipalityCode 全国地方公共団体コード
 */
public record FacilityEntry(
    UUID id, String alias, String code, String name, String prefecture, String municipalityCode) {}
