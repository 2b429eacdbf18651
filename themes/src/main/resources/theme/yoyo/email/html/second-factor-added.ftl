<#import "template.ftl" as mail>
<#include "../content/second-factor-added.ftl">
