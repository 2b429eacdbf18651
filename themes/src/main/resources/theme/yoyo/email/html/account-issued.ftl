<#import "template.ftl" as mail>
<#include "../content/account-issued.ftl">
