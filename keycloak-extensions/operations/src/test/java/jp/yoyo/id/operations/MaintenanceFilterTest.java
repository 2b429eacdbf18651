package jp.yoyo.id.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/admin/realms/yoyo/users",
        "/resources/x/login/yoyo/css/login.css",
        "/realms/yoyo",
        "/realms/yoyo/.well-known/openid-configuration",
        "/realms/yoyo/protocol/openid-connect/auth",
        "/realms/yoyo/protocol/openid-connect/certs",
        "/realms/yoyo/protocol/openid-connect/ext/par/request",
        "/realms/yoyo/protocol/openid-connect/login-status-iframe.html/init",
        "/realms/yoyo/protocol/openid-connect/logout",
        "/realms/yoyo/protocol/openid-connect/logout/backchannel-logout",
        "/realms/yoyo/protocol/openid-connect/logout/logout-confirm",
        "/realms/yoyo/protocol/openid-connect/revoke",
        "/realms/yoyo/protocol/openid-connect/token",
        "/realms/yoyo/protocol/openid-connect/token/introspect",
        "/realms/yoyo/protocol/openid-connect/userinfo",
        "/realms/yoyo/login-actions/authenticate",
        "/realms/yoyo/login-actions/restart",
        "/realms/yoyo/login-trouble",
        "/realms/yoyo/operations/status",
        "/realms/yoyo/organization-admin/me",
      })
  void isOpenWhenAFlowOrAnExtensionAnswersOrNoPersonWaitsThenYes(String path) {
    assertThat(MaintenanceFilter.isOpen(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/realms/yoyo/login-actions/action-token",
        "realms/yoyo/login-actions/action-token",
        "//realms/yoyo/login-actions;a=b//action-token",
        "/realms/yoyo/;a/login-actions/action-token",
        "/realms/yoyo/login-actions/authenticate/action-token",
        "/realms/yoyo/login-actions/consent",
        "/realms/yoyo/login-actions/first-broker-login",
        "/realms/yoyo/login-actions/registration",
        "/realms/yoyo/login-actions/required-action",
        "/realms/yoyo/login-actions/reset-credentials",
        "/realms/yoyo/account",
        "/realms/yoyo/account/credentials",
        "/realms/yoyo/authz/protection/resource_set",
        "/realms/yoyo/broker/other/login",
        "/realms/yoyo/clients-registrations/openid-connect",
        "/realms/yoyo/device",
        "/realms/yoyo/protocol/openid-connect/auth/device",
        "/realms/yoyo/protocol/openid-connect/ext/ciba/auth",
        "/realms/yoyo/protocol/openid-connect/forgot-credentials",
        "/realms/yoyo/protocol/openid-connect/registrations",
        "/realms/yoyo/protocol/saml",
      })
  void isOpenWhenItLeadsPastTheGateThenNo(String path) {
    assertThat(MaintenanceFilter.isOpen(path)).isFalse();
  }
}
