<#import "template.ftl" as mail>
<#include "../content/password-changed.ftl">
