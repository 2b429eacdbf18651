<#ftl output_format="plainText">
<#-- Text form of a mail; see html/template.ftl, which has the same macros. -->

<#function plain value>
  <#return value?string?replace("[ \\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+", " ", "r")?trim>
</#function>

<#-- A text that the extension operations gives in both languages. -->
<#function inLanguage texts><#return plain((texts[locale.language])!texts.en)></#function>

<#-- Full name in the order of the language: 予防 花子, Hanako Yobo. -->
<#function nameOf person>
  <#local last = (person.lastName)!""><#local first = (person.firstName)!"">
  <#return (locale.language == "ja")?then(last + " " + first, first + " " + last)>
</#function>

<#--
  Our own texts in lines of at most 70 columns (a Japanese character takes two), since mail programs that show text show
  it as it is. A line never begins with a closing mark, and a word of Latin letters is never cut.
-->
<#function wrap text>
  <#local lines = ""><#local line = ""><#local width = 0>
  <#list text?matches("[!-~]+|\\s|[^!-~\\s]") as token>
    <#local cell = token?string>
    <#local size = cell?matches("[ -~]+")?then(cell?length, 2)>
    <#if width + size gt 70 && !"、。，．」』）】・！？：ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"?contains(cell)>
      <#local lines += line?trim + "\n"><#local line = ""><#local width = 0>
    </#if>
    <#local line += cell><#local width += size>
  </#list>
  <#return lines + line?trim>
</#function>

<#macro emailLayout organization="" name="">
<#local body><#nested></#local>
<#if plain(organization)?has_content>${plain(organization)}
</#if>
<#if plain(name)?has_content>${msg("mailRecipient")?replace("%s", plain(name))}<#else>${msg("mailRecipientUnknown")}</#if>

${body?replace("^[ \\t]+|[ \\t]+$", "", "rm")?replace("\\n{3,}", "\n\n", "r")?trim}

----------------------------------------------------------------------
${msg("helpDeskTitle")}
<#if (operations.helpDesk)??>
${wrap(inLanguage(operations.helpDesk.name))}
${wrap(msg("helpDeskPhoneLabel") + msg("mailColon") + plain(operations.helpDesk.phone))}
${wrap(msg("helpDeskHoursLabel") + msg("mailColon") + inLanguage(operations.helpDesk.hours))}
<#else>
${wrap(msg("helpDeskName"))}
${wrap(msg("helpDeskPhoneLabel") + msg("mailColon") + msg("helpDeskPhone"))}
${wrap(msg("helpDeskHoursLabel") + msg("mailColon") + msg("helpDeskHours"))}
</#if>

${wrap(msg("mailSendOnly"))}
----------------------------------------------------------------------
</#macro>

<#macro paragraph text>

${wrap(text)}

</#macro>

<#macro fact label value>

■ ${label}
${plain(value)}

</#macro>

<#macro secret label value>

■ ${label}
${plain(value)}

</#macro>

<#macro action label url>

■ ${label}
${url}

</#macro>

<#macro address label url>

■ ${label}
${url}

</#macro>

<#macro steps texts>

■ ${msg("mailSteps")}
<#list texts as text>
${wrap(text?counter + ". " + text)}
</#list>

</#macro>

<#macro items label texts>

■ ${label}
<#list texts as text>
- ${plain(text)}
</#list>

</#macro>

<#macro notYou text>

■ ${msg("mailNotYou")}
${wrap(text)}

</#macro>
