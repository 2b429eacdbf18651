<#import "template.ftl" as mail>
<#include "../content/org-invite.ftl">
