<#import "template.ftl" as mail>
<#include "../content/email-changed.ftl">
