package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route by every role: + is let in (whatever the answer is then: there is no object with the
 * ids of this test), - is 403. A route that is new and has no line here fails the test.
 */
@AppTest
final class RoutesTest {

  /** Packages whose routes belong to somebody in particular. */
  private static final List<String> FEATURES =
      List.of(
          "facility",
          "issuance",
          "bankaccount",
          "office",
          "audit",
          "api",
          "onboarding",
          "outbox",
          "helpdesk",
          "inquiry",
          "maintenance",
          "accounts");

  private static final String TABLE =
      """
      method route                                                           central-admin central-officer help-desk central-plain fed-admin fed-officer fed-plain city-admin city-officer city-plain clinic-admin accountant user-manager clinic-plain venue-admin
      GET    /audit.csv                                                      +             -               +         -             +         -           -         +          -            -          +            -          +            -            +
      GET    /audit                                                          +             -               +         -             +         -           -         +          -            -          +            -          +            -            +
      GET    /bank-account-reviews/exports                                   -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /bank-account-reviews/exports                                   -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/imports/template.xlsx                     -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /bank-account-reviews/imports/{id}/confirm                      -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /bank-account-reviews/imports/{id}/discard                      -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/imports/{id}                              -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/imports                                   -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /bank-account-reviews/imports                                   -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/list.csv                                  +             +               +         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/settings                                  -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /bank-account-reviews/settings                                  -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/{id}/attachments/{attachment}             -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /bank-account-reviews/{id}/decision                             -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews/{id}                                      +             +               +         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account-reviews                                           +             +               +         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /bank-account/applications/known                                -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/known                                -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/new/discard                          -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/applications/new                                  -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/new                                  -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/{id}/attachments/{attachment}/delete -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/applications/{id}/attachments/{attachment}        -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/{id}/attachments                     -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/applications/{id}/confirm                         -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/applications/{id}/edit                            -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/{id}/edit                            -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/{id}/submit                          -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/applications/{id}/withdraw                        -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /bank-account/applications/{id}/withdraw                        -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/applications/{id}                                 -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/suggestions/banks                                 -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account/suggestions/branches                              -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /bank-account                                                   -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /facilities.csv                                                 +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      GET    /facilities/{id}/close                                          -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /facilities/{id}/close                                          -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /facilities/{id}/code                                           -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /facilities/{id}/code                                           -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /facilities/{id}/edit                                           -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /facilities/{id}/edit                                           -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /facilities/{id}/reopen                                         -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /facilities/{id}                                                +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      GET    /facilities                                                     +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      GET    /facility/edit                                                  -             -               -         -             -         -           -         -          -            -          +            -          -            -            +
      POST   /facility/edit                                                  -             -               -         -             -         -           -         -          -            -          +            -          -            -            +
      GET    /facility                                                       -             -               -         -             -         -           -         -          -            -          +            +          +            -            +
      GET    /help-desk/organizations/{alias}/members/{id}/reissue           +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /help-desk/organizations/{alias}/members/{id}/reissue           +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /help-desk/organizations/{alias}/members/{id}                   +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /help-desk/organizations/{alias}                                +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /help-desk                                                      +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /issuance.csv                                                   +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/new                                                   -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/new                                                   -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/runs/new                                              -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/runs/new                                              -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/runs/template.xlsx                                    -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/runs/{id}/cancel                                      -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/runs/{id}/errors.csv                                  -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/runs/{id}/pause                                       -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/runs/{id}/start                                       -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/runs/{id}                                             -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/runs                                                  -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/{id}/correct                                          +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/{id}/correct                                          +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/{id}/resend                                           +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /issuance/{id}/resend                                           +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance/{id}                                                  +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /issuance                                                       +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /offices.csv                                                    +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/changes/template.xlsx                                  +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /offices/changes/{id}/confirm                                   +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/changes/{id}                                           +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/changes                                                +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /offices/changes                                                +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/register                                               +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /offices/register                                               +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/union                                                  +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /offices/union                                                  +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/{alias}/administrator                                  +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /offices/{alias}/administrator                                  +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices/{alias}/edit                                           +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /offices/{alias}/edit                                           +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /offices                                                        +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /onboarding/facilities.csv                                      +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /onboarding/facilities                                          +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /onboarding/remind                                              -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /onboarding/remind                                              -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /onboarding                                                     +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      POST   /outbox/{id}/retry                                              +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /outbox.csv                                                     +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /outbox                                                         +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /api/v1/account-issuances                                       +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /api/v1/account-issuances                                       -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/account-issuances/{id}                                  +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /api/v1/account-issuances/{id}/correction                       +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /api/v1/account-issuances/{id}/temporary-password               +             +               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/audit-events                                            +             -               +         -             +         -           -         +          -            -          +            -          +            -            +
      GET    /api/v1/bank-account                                            -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /api/v1/bank-account-exports                                    -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-imports                                    -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /api/v1/bank-account-imports                                    -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-imports/template                           -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-imports/{id}                               -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      PUT    /api/v1/bank-account-imports/{id}/state                         -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-reviews                                    +             +               +         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-reviews/{id}                               +             +               +         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-reviews/{id}/attachments/{attachment}      -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /api/v1/bank-account-reviews/{id}/decision                      -             -               -         -             +         +           -         -          -            -          -            -          -            -            -
      GET    /api/v1/bank-account-reviews/{id}/history                       +             +               +         -             +         +           -         -          -            -          -            -          -            -            -
      POST   /api/v1/bank-account/applications                               -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /api/v1/bank-account/applications/{id}                          -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      PATCH  /api/v1/bank-account/applications/{id}                          -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /api/v1/bank-account/applications/{id}/attachments              -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      DELETE /api/v1/bank-account/applications/{id}/attachments/{attachment} -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /api/v1/bank-account/applications/{id}/attachments/{attachment} -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /api/v1/bank-account/applications/{id}/history                  -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /api/v1/bank-account/applications/{id}/submission               -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      POST   /api/v1/bank-account/applications/{id}/withdrawal               -             -               -         -             -         -           -         -          -            -          +            +          -            -            +
      GET    /api/v1/facilities                                              +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      GET    /api/v1/facilities/{id}                                         +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      PATCH  /api/v1/facilities/{id}                                         -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /api/v1/facilities/{id}/closing                                 -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /api/v1/facilities/{id}/codes                                   -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/facilities/{id}/history                                 +             +               +         -             +         +           -         +          +            -          +            +          +            -            +
      POST   /api/v1/facilities/{id}/reopening                               -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/facility                                                -             -               -         -             -         -           -         -          -            -          +            +          +            -            +
      PATCH  /api/v1/facility                                                -             -               -         -             -         -           -         -          -            -          +            -          -            -            +
      GET    /api/v1/issuance-runs                                           -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      POST   /api/v1/issuance-runs                                           -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/issuance-runs/template                                  -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/issuance-runs/{id}                                      -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/issuance-runs/{id}/errors                               -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/issuance-runs/{id}/rows                                 -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      PUT    /api/v1/issuance-runs/{id}/state                                -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/me                                                      +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      GET    /api/v1/onboarding/facilities                                   +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /api/v1/onboarding/own                                          -             -               -         -             -         -           -         -          -            -          +            +          +            -            +
      POST   /api/v1/onboarding/reminders                                    -             -               -         -             -         -           -         +          +            -          -            -          -            -            -
      GET    /api/v1/onboarding/steps                                        +             +               +         -             +         +           -         +          +            -          -            -          -            -            -
      GET    /inquiries                                                      +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      GET    /inquiries/new                                                  +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      POST   /inquiries/new                                                  +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      GET    /inquiries/{id}                                                 +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      POST   /inquiries/{id}/messages                                        +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      POST   /inquiries/{id}/settlement                                      +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      GET    /api/v1/inquiries                                               +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      POST   /api/v1/inquiries                                               +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      GET    /api/v1/inquiries/{id}                                          +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      POST   /api/v1/inquiries/{id}/messages                                 +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      POST   /api/v1/inquiries/{id}/settlement                               +             +               +         +             +         +           +         +          +            +          +            +          +            +            +
      GET    /inquiry-desk                                                   +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /inquiry-desk/list.csv                                          +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /inquiry-desk/{id}                                              +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /inquiry-desk/{id}/answers                                      +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /inquiry-desk/{id}/commands                                     +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /api/v1/inquiry-desk                                            +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /api/v1/inquiry-desk/{id}                                       +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /api/v1/inquiry-desk/{id}/answers                               +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /api/v1/inquiry-desk/{id}/commands                              +             -               +         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /maintenance                                                    +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /maintenance/edit                                               +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /maintenance/edit                                               +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /maintenance/preview                                            +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /maintenance/extend                                             +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /maintenance/extend                                             +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /maintenance/end                                                +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      POST   /maintenance/end                                                +             +               -         -             -         -           -         -          -            -          -            -          -            -            -
      GET    /accounts                                                       +             +               -         -             +         -           -         +          +            -          +            -          +            -            +
      GET    /accounts/list.csv                                              +             +               -         -             +         -           -         +          +            -          +            -          +            -            +
      GET    /accounts/remind                                                +             +               -         -             +         -           -         +          +            -          +            -          +            -            +
      POST   /accounts/remind                                                +             +               -         -             +         -           -         +          +            -          +            -          +            -            +
      GET    /accounts/disable                                               +             -               -         -             +         -           -         +          -            -          +            -          +            -            +
      POST   /accounts/disable                                               +             -               -         -             +         -           -         +          -            -          +            -          +            -            +
      """;

  private static final String[] EVERYTHING = {
    "view-organization",
    "view-members",
    "manage-members",
    "manage-roles",
    "view-events",
    "supervise-organizations",
    "manage-bank-account",
    "manage-facility-token",
    "manage-facility",
    "decide-bank-account",
    "assist-users",
    "manage-maintenance"
  };

  private static final String[] OFFICER = {
    "view-organization", "supervise-organizations", "decide-bank-account", "manage-maintenance"
  };

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final RequestMappingHandlerMapping mapping;
  private final Map<String, Me.Organization> callers = new LinkedHashMap<>();

  @Autowired
  RoutesTest(
      MockMvc app,
      InMemoryOrganizationAdmin keycloak,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    this.app = app;
    this.keycloak = keycloak;
    this.mapping = mapping;
  }

  private void caller(String name, OrganizationType type, String... permissions) {
    Me.Organization organization =
        InMemoryOrganizationAdmin.organization(type, "routes-" + type, name, permissions);
    callers.put(name, organization);
    keycloak.user(name, organization);
  }

  /** The roles of the realm's catalogue, in each kind of organisation. */
  @BeforeEach
  void people() {
    caller("central-admin", OrganizationType.CENTRAL, EVERYTHING);
    caller("central-officer", OrganizationType.CENTRAL, OFFICER);
    caller("help-desk", OrganizationType.CENTRAL, "view-organization", "assist-users");
    caller("central-plain", OrganizationType.CENTRAL);
    caller("fed-admin", OrganizationType.FEDERATION, EVERYTHING);
    caller("fed-officer", OrganizationType.FEDERATION, OFFICER);
    caller("fed-plain", OrganizationType.FEDERATION);
    caller("city-admin", OrganizationType.MUNICIPALITY, EVERYTHING);
    caller("city-officer", OrganizationType.MUNICIPALITY, OFFICER);
    caller("city-plain", OrganizationType.MUNICIPALITY);
    caller("clinic-admin", OrganizationType.FACILITY, EVERYTHING);
    caller("accountant", OrganizationType.FACILITY, "view-organization", "manage-bank-account");
    caller(
        "user-manager",
        OrganizationType.FACILITY,
        "view-organization",
        "view-members",
        "manage-members",
        "manage-roles",
        "view-events");
    caller("clinic-plain", OrganizationType.FACILITY);
    caller("venue-admin", OrganizationType.VENUE, EVERYTHING);
  }

  @AfterEach
  void forget() {
    keycloak.clear();
  }

  /** Method and path of each route of the features, as Spring has it. */
  private List<String> routes() {
    TreeMap<String, String> routes = new TreeMap<>();
    mapping
        .getHandlerMethods()
        .forEach(
            (info, method) -> {
              String feature =
                  method
                      .getBeanType()
                      .getPackageName()
                      .replaceFirst("^jp\\.yoyo\\.id\\.app\\.", "");
              if (FEATURES.contains(feature)) {
                named(info)
                    .forEach(name -> routes.put(name.replaceFirst("^\\S+ ", "") + name, name));
              }
            });
    return List.copyOf(routes.values());
  }

  private static List<String> named(RequestMappingInfo info) {
    List<String> names = new ArrayList<>();
    for (String path : info.getPatternValues()) {
      for (RequestMethod method : info.getMethodsCondition().getMethods()) {
        names.add(method + " " + path);
      }
    }
    return names;
  }

  private String answer(String route, String caller) throws Exception {
    String[] parts = route.split(" ", 2);
    String path =
        parts[1]
            .replaceAll("\\{alias}", "no-such")
            .replaceAll("/outbox/\\{id}", "/outbox/0")
            .replaceAll("\\{[a-z]+}", new UUID(0, 1).toString());
    boolean api = path.startsWith(ApiPath.BASE + "/");
    AbstractMockHttpServletRequestBuilder<?> request = request(parts[0], path, api);
    int status =
        app.perform(
                request
                    .param("version", "0")
                    .param("command", "approve")
                    .param("kind", "known")
                    .param("form", "csv")
                    .param("type", "municipality")
                    .param("prefecture", "13")
                    .with(api ? jwt().jwt(token -> token.subject(caller)) : Login.as(caller))
                    .with(csrf()))
            .andReturn()
            .getResponse()
            .getStatus();
    assertThat(status).as(route + " by " + caller).isNotEqualTo(401).isLessThan(500);
    return status == 403 ? "-" : "+";
  }

  /**
   * The API's bodies are JSON but for files; an empty one is read, and found wanting only later.
   */
  private static AbstractMockHttpServletRequestBuilder<?> request(
      String method, String path, boolean api) {
    boolean file =
        !api
            || path.endsWith("/attachments")
            || path.equals(ApiPath.BASE + "/issuance-runs")
            || path.equals(ApiPath.BASE + "/bank-account-imports");
    return method.equals("POST") && file
        ? MockMvcRequestBuilders.multipart(path)
            .file(new MockMultipartFile("file", "x.csv", "text/csv", new byte[] {'x'}))
        : MockMvcRequestBuilders.request(HttpMethod.valueOf(method), path)
            .header("Idempotency-Key", "routes-test-key")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{}");
  }

  private static List<String[]> lines() {
    return TABLE.lines().map(line -> line.strip().split("\\s+", -1)).toList();
  }

  @Test
  void routesWhenComparedWithTheTableThenEachHasALine() {
    assertThat(
            lines().stream()
                .skip(1)
                .map(line -> line[0] + " " + line[1])
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(routes());
  }

  @Test
  void everyRouteWhenByEveryRoleThenAsTheTableSays() throws Exception {
    StringBuilder actual = new StringBuilder();
    String[] columns = lines().get(0);
    for (String route : routes()) {
      actual.append(route);
      for (String caller : callers.keySet()) {
        actual.append(' ').append(answer(route, caller));
      }
      actual.append('\n');
    }
    assertThat(List.of(columns).subList(2, columns.length))
        .containsExactlyElementsOf(callers.keySet());
    assertThat(actual.toString().lines().toList())
        .containsExactlyInAnyOrderElementsOf(
            lines().stream().skip(1).map(line -> String.join(" ", line)).toList());
  }
}
