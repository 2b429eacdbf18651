<#import "template.ftl" as mail>
<#include "../content/event-remove_credential.ftl">
