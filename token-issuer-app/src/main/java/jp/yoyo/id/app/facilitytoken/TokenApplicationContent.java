package jp.yoyo.id.app.facilitytoken;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a token application says beside who applies: read once, from a page or from a filled-in
 * form.
 *
 * @param contactName 担当者, of the facility and not of the vendor
 * @param appName アプリ名; the label of the token
 * @param terminals 台数
 * @param wantedFrom 利用開始希望日
 * @param targetToken id of the token that it is about; "" for none
 * @param reason 事由, or ""
 * @param occurredOn 発生日
 */
public record TokenApplicationContent(
    ApplicationKind kind,
    String contactName,
    String contactDepartment,
    String contactTelephone,
    String contactMail,
    String appName,
    String appVendor,
    TokenConnection connection,
    String terminal,
    int terminals,
    @Nullable LocalDate wantedFrom,
    HandOverWay way,
    String targetToken,
    String reason,
    @Nullable LocalDate occurredOn) {}
