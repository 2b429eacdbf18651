<#--
  HTML form of a mail. The macros here and in text/template.ftl have the same names and parameters: what a mail says
  stands once, in content/<mail>.ftl, and is rendered through either of them.

  Values of users come in as parameters and go out through interpolations of this file, which escapes them. They are
  never passed to msg(): it evaluates ${…} and MessageFormat patterns in its arguments.

  Tables and inline styles, because mail programs know little else; each text has its colour and its background beside
  it, so that a dark mode either leaves both alone or changes both. The colours are the tokens' of common/css/tokens.css.
  The parent's own mails call emailLayout: one that Keycloak adds later appears in this frame, too.
-->
<#assign font = "font-family:'Noto Sans JP','Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;">
<#assign textStyle = font + "font-size:16px;line-height:1.7;color:#333333;background-color:#ffffff;">
<#assign quietStyle = font + "font-size:14px;line-height:1.7;color:#4d4d4d;background-color:#ffffff;">
<#assign headingStyle = font + "font-size:16px;line-height:1.7;font-weight:bold;color:#1a1a1a;background-color:#ffffff;">

<#-- One line of text: line breaks, other control characters and marks that reverse the direction of text become one space. -->
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

<#macro emailLayout organization="" name="">
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr!true)?then('ltr','rtl')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light only">
<meta name="supported-color-schemes" content="light only">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${plain(subject!"")}</title>
</head>
<body style="margin:0;padding:0;background-color:#f2f2f2;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f2f2f2" style="background-color:#f2f2f2;">
<tr><td align="center" style="padding:24px 8px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px;background-color:#ffffff;border-top:4px solid #0017c1;">
<tr><td style="padding:24px 24px 0 24px;${headingStyle}">${plain(realmName!"")}</td></tr>
<tr><td style="padding:24px 24px 0 24px;${textStyle}">
<#if plain(organization)?has_content>${plain(organization)}<br></#if>
<#if plain(name)?has_content>${msg("mailRecipient")?replace("%s", plain(name))}<#else>${msg("mailRecipientUnknown")}</#if>
</td></tr>
<tr><td style="padding:0 24px 0 24px;${textStyle}">
<#nested>
</td></tr>
<tr><td style="padding:24px 24px 0 24px;${quietStyle}">
<div style="border-top:1px solid #cccccc;padding-top:16px;">
<strong style="color:#1a1a1a;">${msg("helpDeskTitle")}</strong><br>
<#if (operations.helpDesk)??>
<#local desk = operations.helpDesk>
${inLanguage(desk.name)}<br>
${msg("helpDeskPhoneLabel")}${msg("mailColon")}${plain(desk.phone)}<br>
${msg("helpDeskHoursLabel")}${msg("mailColon")}${inLanguage(desk.hours)}
<#else>
${msg("helpDeskName")}<br>
${msg("helpDeskPhoneLabel")}${msg("mailColon")}${msg("helpDeskPhone")}<br>
${msg("helpDeskHoursLabel")}${msg("mailColon")}${msg("helpDeskHours")}
</#if>
</div>
</td></tr>
<tr><td style="padding:16px 24px 24px 24px;${quietStyle}">${msg("mailSendOnly")}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
</#macro>

<#macro paragraph text>
<p style="margin:16px 0 0 0;${textStyle}">${text}</p>
</#macro>

<#macro fact label value>
<p style="margin:16px 0 0 0;${textStyle}"><strong style="color:#1a1a1a;">${label}</strong><br>${plain(value)}</p>
</#macro>

<#-- A password or code. Nothing stands beside it in its cell, so that a double click takes it and nothing else. -->
<#macro secret label value>
<p style="margin:16px 0 0 0;${textStyle}"><strong style="color:#1a1a1a;">${label}</strong></p>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 0 0;"><tr><td bgcolor="#f2f2f2" style="padding:8px 16px;border:1px solid #666666;background-color:#f2f2f2;color:#1a1a1a;font-family:Consolas,Menlo,'Noto Sans Mono',monospace;font-size:20px;line-height:1.5;-webkit-user-select:all;user-select:all;">${plain(value)}</td></tr></table>
</#macro>

<#-- An address that the reader opens: a button, and the address itself for whom the button does not work. -->
<#macro action label url>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:16px 0 0 0;"><tr><td bgcolor="#0017c1" style="background-color:#0017c1;border-radius:8px;"><a href="${url}" style="display:inline-block;padding:12px 24px;${font}font-size:16px;line-height:1.5;font-weight:bold;color:#ffffff;background-color:#0017c1;border-radius:8px;text-decoration:none;">${label}</a></td></tr></table>
<p style="margin:8px 0 0 0;${quietStyle}">${msg("mailLinkAsText")}<br><a href="${url}" style="color:#0017c1;background-color:#ffffff;word-break:break-all;">${url}</a></p>
</#macro>

<#macro address label url>
<p style="margin:16px 0 0 0;${textStyle}"><strong style="color:#1a1a1a;">${label}</strong><br><a href="${url}" style="color:#0017c1;background-color:#ffffff;word-break:break-all;">${url}</a></p>
</#macro>

<#macro steps texts>
<p style="margin:24px 0 0 0;${headingStyle}">${msg("mailSteps")}</p>
<ol style="margin:4px 0 0 0;padding:0 0 0 24px;${textStyle}">
<#list texts as text><li style="${textStyle}">${text}</li>
</#list></ol>
</#macro>

<#macro items label texts>
<p style="margin:16px 0 0 0;${headingStyle}">${label}</p>
<ul style="margin:4px 0 0 0;padding:0 0 0 24px;${textStyle}">
<#list texts as text><li style="${textStyle}">${plain(text)}</li>
</#list></ul>
</#macro>

<#macro notYou text>
<p style="margin:24px 0 0 0;${headingStyle}">${msg("mailNotYou")}</p>
<p style="margin:4px 0 0 0;${textStyle}">${text}</p>
</#macro>
