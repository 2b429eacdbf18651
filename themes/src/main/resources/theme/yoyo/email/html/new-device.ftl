<#import "template.ftl" as mail>
<#include "../content/new-device.ftl">
