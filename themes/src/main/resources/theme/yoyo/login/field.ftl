<#--
  Form fields. Differs from the parent's (keycloak.v2/login/field.ftl, 26.7.4): 「※必須」 in words, errors that begin with
  「＊」 and are tied to their field by aria-describedby, aria-invalid with a value, the attribute "required".
  The macros' names and parameters are the parent's, because its pages call them.
-->
<#-- An error begins with the mark, once: texts that an operator has written may bring it along. -->
<#macro marked text><#if !text?starts_with(msg("errorMark"))>${msg("errorMark")}</#if>${text}</#macro>

<#macro group name label error="" required=false>
<div class="${properties.kcFormGroupClass}">
  <div class="${properties.kcFormGroupLabelClass}">
    <label for="${name}" class="${properties.kcFormLabelClass}">
      <span class="${properties.kcFormLabelTextClass}">${label}</span><#if required><span class="yoyo-required">${msg("requiredMark")}</span></#if>
    </label>
  </div>

  <#local content><#nested></#local>
  <#if content?is_markup_output && !content?markup_string?contains("aria-describedby")>
    <#-- The fields of the user profile come from the parent's user-profile-commons.ftl, which ties no text to them.
         Adding the attributes here saves a copy of that long file. Values of users cannot match: their quotes are escaped. -->
    <#local describedBy = []>
    <#if error?has_content><#local describedBy += ["input-error-" + name]></#if>
    <#list ["form-help-text-before-" + name, "form-help-text-after-" + name] as help>
      <#if content?markup_string?contains('id="' + help + '"')><#local describedBy += [help]></#if>
    </#list>
    <#local added = required?then(' aria-required="true"', '') + describedBy?has_content?then(' aria-describedby="' + describedBy?join(" ") + '"', '')>
    ${content?markup_string?replace('aria-invalid="true"', 'aria-invalid="true"' + added)?replace('aria-invalid=""', 'aria-invalid="false"' + added)?no_esc}
  <#else>
    ${content}
  </#if>

  <div id="input-error-container-${name}">
    <#if error?has_content>
      <div class="${properties.kcFormHelperTextClass}" aria-live="polite">
        <div class="${properties.kcInputHelperTextClass}">
          <div class="${properties.kcInputHelperTextItemClass} ${properties.kcError}" id="input-error-${name}">
            <span class="${properties.kcInputErrorMessageClass}"><@marked error/></span>
          </div>
        </div>
      </div>
    </#if>
  </div>
</div>
</#macro>

<#macro errorIcon error="">
  <#if error?has_content>
    <span class="${properties.kcFormControlUtilClass}">
      <span class="${properties.kcInputErrorIconStatusClass}">
        <i class="${properties.kcInputErrorIconClass}" aria-hidden="true"></i>
      </span>
    </span>
  </#if>
</#macro>

<#-- aria-invalid and aria-describedby of one field. invalid: the error stands elsewhere, in the element describedBy. -->
<#macro state name error invalid describedBy>
  <#local texts = []>
  <#if error?has_content><#local texts += ["input-error-" + name]></#if>
  <#if describedBy?has_content><#local texts += [describedBy]></#if>
  aria-invalid="${(error?has_content || invalid)?c}"<#if texts?has_content> aria-describedby="${texts?join(" ")}"</#if>
</#macro>

<#macro input name label value="" required=false autocomplete="off" fieldName=name error=messagesPerField.get(fieldName) autofocus=false invalid=false describedBy="">
  <@group name=name label=label error=error required=required>
    <span class="${properties.kcInputClass} <#if error?has_content || invalid>${properties.kcError}</#if>">
      <input id="${name}" name="${name}" value="${value}" type="text" autocomplete="${autocomplete}" autocapitalize="none" autocorrect="off" spellcheck="false"
             <#if autofocus>autofocus</#if> <#if required>required</#if>
             <#if autocomplete == "one-time-code">inputmode="numeric"</#if>
             <@state name=name error=error invalid=invalid describedBy=describedBy/>>
      <@errorIcon error=error/>
    </span>
    <#nested>
  </@group>
</#macro>

<#macro password name label value="" required=false forgotPassword=false fieldName=name error=messagesPerField.get(fieldName) autocomplete="off" autofocus=false invalid=false describedBy="">
  <@group name=name label=label error=error required=required>
    <div class="${properties.kcInputGroup}">
      <div class="${properties.kcInputGroupItemClass} ${properties.kcFill}">
        <span class="${properties.kcInputClass} <#if error?has_content || invalid>${properties.kcError}</#if>">
          <input id="${name}" name="${name}" value="${value}" type="password" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"
                 <#if autofocus>autofocus</#if> <#if required>required</#if>
                 <@state name=name error=error invalid=invalid describedBy=describedBy/>>
          <@errorIcon error=error/>
        </span>
      </div>
      <div class="${properties.kcInputGroupItemClass}">
        <button class="${properties.kcFormPasswordVisibilityButtonClass}" type="button" aria-label="${msg('showPassword')}"
                aria-controls="${name}" data-password-toggle
                data-icon-show="${properties.kcFormPasswordVisibilityIconShow}" data-icon-hide="${properties.kcFormPasswordVisibilityIconHide}"
                data-label-show="${msg('showPassword')}" data-label-hide="${msg('hidePassword')}" id="${name}-show-password">
          <i class="${properties.kcFormPasswordVisibilityIconShow}" aria-hidden="true"></i>
        </button>
      </div>
    </div>
    <div class="${properties.kcFormHelperTextClass}">
      <#nested>
      <#if forgotPassword>
        <a href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a>
      </#if>
    </div>
  </@group>
</#macro>

<#macro clipboard name label ariaLabel=label value="" readonly=true>
  <@group name=name label=label>
    <div class="${properties.kcCodeClipboardCopyClass}" id="kc-${name}-clipboard">
      <div class="${properties.kcCodeClipboardCopyGroupClass}">
        <div class="${properties.kcInputGroup}">
          <div class="${properties.kcInputGroupItemClass}">
            <button class="${properties.kcFormPasswordVisibilityButtonClass}" type="button"
                    aria-label="${msg("code-clipboard-label")}" aria-expanded="false" aria-controls="kc-${name}-content"
                    data-icon-expanded-class="${properties.kcAngleDownIconClass}"
                    data-icon-collapsed-class="${properties.kcAngleRightIconClass}"
                    data-expanded-class="${properties.kcExpandedClass}" id="kc-${name}-toggle">
              <i id="kc-${name}-toggle-icon" class="${properties.kcAngleRightIconClass}" aria-hidden="true"></i>
            </button>
          </div>
          <div class="${properties.kcInputGroupItemClass} ${properties.kcFill}">
            <span class="${properties.kcInputClass} <#if readonly>${properties.kcFormReadOnlyClass}</#if>">
              <input id="${name}" name="${name}" value="${value}" type="text" <#if readonly>readonly</#if> aria-label="${ariaLabel}">
            </span>
          </div>
          <div class="${properties.kcInputGroupItemClass}">
            <button class="${properties.kcFormPasswordVisibilityButtonClass}" type="button" aria-label="${msg("code-copy-label")}"
                    data-icon-success="${properties.kcCheckIconClass}" data-icon-failure="${properties.kcInputErrorIconClass}"
                    data-success-label="${msg("code-copy-success")}" data-failure-label="${msg("code-copy-failure")}"
                    id="kc-${name}-copy-button">
              <i id="kc-${name}-copy-icon" class="${properties.kcCopyIconClass}" aria-hidden="true"></i>
            </button>
          </div>
        </div>
      </div>
      <div class="${properties.kcCodeClipboardCopyContentClass}" id="kc-${name}-content" hidden>
        <pre><code aria-label="${ariaLabel}">${value}</code></pre>
      </div>
    </div>
  </@group>
</#macro>

<#macro checkbox name label value=false required=false>
  <div class="${properties.kcCheckboxClass}">
    <input class="${properties.kcCheckboxInputClass}" type="checkbox" id="${name}" name="${name}" <#if value>checked</#if> <#if required>required</#if>>
    <label for="${name}" class="${properties.kcCheckboxLabelClass}">${label}<#if required><span class="yoyo-required">${msg("requiredMark")}</span></#if></label>
  </div>
</#macro>
