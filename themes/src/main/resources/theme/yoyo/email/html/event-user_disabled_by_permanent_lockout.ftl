<#import "template.ftl" as mail>
<#include "../content/event-user_disabled_by_permanent_lockout.ftl">
