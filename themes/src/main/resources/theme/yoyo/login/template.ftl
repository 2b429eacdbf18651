<#--
  The frame of every login page. Differs from the parent's (keycloak.v2/login/template.ftl, 26.7.4) in these points only:
  a title that names the page, the announcement of a maintenance, the language switch as links (no script, no change of page on selection), errors marked
  and announced, the help desk below, our version in the addresses of style sheets, and no inline script on the pages of
  our own flows: what the parent writes into the page as script, js/page.js does with data attributes. On an upgrade compare the parent's file with this list.
-->
<#import "field.ftl" as field>
<#import "footer.ftl" as loginFooter>
<#import "theme-resources.ftl" as themeResourceTags>

<#macro username>
  <#local label><#if !realm.loginWithEmailAllowed>${msg("username")}<#elseif !realm.registrationEmailAsUsername>${msg("usernameOrEmail")}<#else>${msg("email")}</#if></#local>
  <div class="yoyo-attempted-user">
    <span class="yoyo-attempted-user__label">${label}</span>
    <span id="kc-attempted-username" class="yoyo-attempted-user__value">${auth.attemptedUsername!""}</span>
    <a id="reset-login" href="${url.loginRestartFlowUrl}">${msg("restartLoginTooltip")}</a>
  </div>
</#macro>

<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<#local heading><#nested "header"></#local>
<#local withMessage = displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
<#-- KeycloakErrorHandler calls error.ftl with a realm that may have no display name, and without most other variables. -->
<#local product = (realm.displayName)!msg("productName")>
<!DOCTYPE html>
<html class="${properties.kcHtmlClass!}" lang="${lang!"ja"}"<#if realm.internationalizationEnabled> dir="${(locale.rtl)?then('rtl','ltr')}"</#if>>

<head>
  <meta charset="utf-8">
  <meta name="color-scheme" content="light">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="format-detection" content="telephone=no">
  <meta name="robots" content="noindex">
  <#-- The heading is escaped already; its tags have no place in a title. -->
  <title><#if message?has_content && message.type == "error" && (pageId!"") != "error">${msg("titleErrorMark")}</#if>${(heading?is_markup_output?then(heading?markup_string, heading))?replace("<[^>]*>", "", "r")?trim?no_esc} | ${product}</title>
  <#if themeResources?? && themeResources.favicons?has_content>
    <@themeResourceTags.renderFavicons themeResources.favicons url.resourcesPath />
  <#else>
    <link rel="icon" href="${url.resourcesPath}/img/favicon.svg" type="image/svg+xml">
  </#if>
  <#-- Browsers keep these files for 30 days, and their address changes only with Keycloak's: hence our version behind it. -->
  <#list properties.stylesCommon?split(" ") as style>
    <link href="${url.resourcesCommonPath}/${style}?v=${properties.version!}" rel="stylesheet">
  </#list>
  <#list properties.styles?split(" ") as style>
    <link href="${url.resourcesPath}/${style}?v=${properties.version!}" rel="stylesheet">
  </#list>
  <#-- Only the parent's passkey scripts import by name; a browser accepts an import map only in the page itself. -->
  <#if (pageId!"")?contains("webauthn") || (pageId!"")?contains("passkey") || enableWebAuthnConditionalUI?has_content>
  <script type="importmap">
    {
      "imports": {
        "rfc4648": "${url.resourcesCommonPath}/vendor/rfc4648/rfc4648.js"
      }
    }
  </script>
  </#if>
  <#if themeResources?? && themeResources.scripts?has_content>
    <@themeResourceTags.renderScripts themeResources.scripts url.resourcesPath "text/javascript" />
  <#elseif properties.scripts?has_content>
    <#list properties.scripts?split(" ") as script>
      <script src="${url.resourcesPath}/${script}" type="text/javascript"></script>
    </#list>
  </#if>
  <#if scripts??>
    <#list scripts as script>
      <script src="${script}" type="text/javascript"></script>
    </#list>
  </#if>
  <script type="module" src="${url.resourcesPath}/js/passwordVisibility.js"></script>
  <script type="module" src="${url.resourcesPath}/js/page.js?v=${properties.version!}"></script>
</head>

<body id="keycloak-bg" class="${properties.kcBodyClass!}" data-page-id="login-${pageId!}" data-sso-url="${url.ssoLoginInOtherTabsUrl!}"<#if authenticationSession??> data-auth-session-hash="${authenticationSession.authSessionIdHash}"</#if>>
<div class="${properties.kcLogin!} yoyo-page">
  <header id="kc-header" class="yoyo-header">
    <div id="kc-header-wrapper" class="yoyo-header__product">${kcSanitize(msg("loginTitleHtml", (realm.displayNameHtml)!product))?no_esc}</div>
    <#if realm.internationalizationEnabled && locale.supported?size gt 1>
    <nav class="yoyo-languages" aria-label="${msg("languages")}">
      <ul>
        <#-- In the order of theme.properties, Japanese first: the realm's own order depends on the language shown. -->
        <#list properties.locales?split(",") as tag><#list locale.supported?filter(l -> l.languageTag == tag) as l>
        <li><#if l.languageTag == locale.currentLanguageTag><span aria-current="true" lang="${l.languageTag}">${msg("languageName." + l.languageTag)}</span><#else><a href="${l.url}" lang="${l.languageTag}" hreflang="${l.languageTag}" id="yoyo-language-${l.languageTag}">${msg("languageName." + l.languageTag)}</a></#if></li>
        </#list></#list>
      </ul>
    </nav>
    </#if>
  </header>
  <main class="${properties.kcLoginMain!} yoyo-main">
    <div class="${properties.kcLoginMainHeader!}">
      <h1 class="${properties.kcLoginMainTitle!}" id="kc-page-title">${heading}</h1>
    </div>
    <div class="${properties.kcLoginMainBody!}">
      <#if displayRequiredFields>
        <p class="yoyo-required-note">${msg("requiredFields")}</p>
      </#if>
      <#if auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
        <#nested "show-username">
        <@username />
      </#if>

      <#if ((operations.maintenance.state)!"") == "announced">
        <@loginFooter.announcement/>
      </#if>

      <#if withMessage>
        <div id="yoyo-message" class="${properties.kcAlertClass!} pf-m-${(message.type == 'error')?then('danger', message.type)}" role="${(message.type == 'error')?then('alert', 'status')}">
          <div class="${properties.kcAlertIconClass!}">
            <#switch message.type>
              <#case "success"><span class="${properties.kcFeedbackSuccessIcon!}" aria-hidden="true"></span><#break>
              <#case "warning"><span class="${properties.kcFeedbackWarningIcon!}" aria-hidden="true"></span><#break>
              <#case "error"><span class="${properties.kcFeedbackErrorIcon!}" aria-hidden="true"></span><#break>
              <#default><span class="${properties.kcFeedbackInfoIcon!}" aria-hidden="true"></span>
            </#switch>
          </div>
          <p class="${properties.kcAlertTitleClass!} kc-feedback-text"><#if message.type == "error"><@field.marked message.summary!""/><#else>${message.summary!}</#if></p>
        </div>
      </#if>

      <#nested "form">

      <#if auth?has_content && auth.showTryAnotherWayLink()>
        <form id="kc-select-try-another-way-form" action="${url.loginAction}" method="post" novalidate="novalidate">
          <input type="hidden" name="tryAnotherWay" value="on">
          <button id="try-another-way" type="submit" class="${properties.kcButtonSecondaryClass} ${properties.kcButtonBlockClass} ${properties.kcMarginTopClass}">${msg("doTryAnotherWay")}</button>
        </form>
      </#if>

      <#if switchOrganizationEnabled?? && switchOrganizationEnabled>
        <form id="kc-switch-organization-form" action="${url.loginAction}" method="post" novalidate="novalidate">
          <input type="hidden" name="switchOrganization" value="true">
          <button id="switch-organization" type="submit" class="${properties.kcButtonSecondaryClass} ${properties.kcButtonBlockClass} ${properties.kcMarginTopClass}">${msg("doSwitchOrganization")}</button>
        </form>
      </#if>

      <#nested "socialProviders">

      <#if displayInfo>
        <div id="kc-info" class="yoyo-info">
          <div id="kc-info-wrapper"><#nested "info"></div>
        </div>
      </#if>
    </div>
  </main>
  <footer class="yoyo-footer">
    <#-- Not on the page itself, nor in the administrators' realm, whose pages know nothing of the manual. The address is made
         from one that Keycloak gives; its parameters name the login that was begun, so that it goes on afterwards. -->
    <#local forgotten = (url.loginResetCredentialsUrl)!"">
    <#if (pageId!"") != "login-trouble" && (realm.name!"master") != "master" && forgotten?contains("/login-actions/")>
      <p><a id="yoyo-login-trouble" href="${forgotten?keep_before("/login-actions/")}/login-trouble<#if forgotten?contains("?")>?${forgotten?keep_after("?")}</#if>">${msg("loginTroubleTitle")}</a></p>
    </#if>
    <@loginFooter.content/>
  </footer>
</div>
</body>
</html>
</#macro>
