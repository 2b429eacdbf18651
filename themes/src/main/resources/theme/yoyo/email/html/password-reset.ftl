<#import "template.ftl" as mail>
<#include "../content/password-reset.ftl">
