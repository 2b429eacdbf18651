import type { TFunction } from "i18next";
import type { AuditEvent } from "../api/types";

export function actionOf(event: AuditEvent, t: TFunction): string {
  return event.actionLabel ?? t(`events.action.${event.action}`, { defaultValue: event.action });
}

/** The details of an event in plain words, one for each line. */
export function detailsOf(event: AuditEvent, t: TFunction, roleLabel: (name: string) => string): string[] {
  const details = { ...event.details };
  const lines: string[] = [];
  const take = (name: string) => {
    const value = details[name];
    delete details[name];
    return value;
  };
  const list = (value: string, label: (name: string) => string) =>
    value.split(",").filter(Boolean).map(label).join(t("console.listSeparator")) || t("members.noRoles");
  const fields = take("fields");
  if (fields) {
    lines.push(
      t("events.detail.fields", {
        value: list(fields, (name) => t(`field.${name}`, { defaultValue: name })),
      }),
    );
  }
  if (details.from !== undefined || details.to !== undefined) {
    const from = take("from") ?? "";
    const to = take("to") ?? "";
    lines.push(t("events.detail.roles", { from: list(from, roleLabel), to: list(to, roleLabel) }));
  }
  const identification = take("identification");
  if (identification) {
    lines.push(t("events.detail.identification", { value: identification }));
  }
  const removed = take("removed");
  if (removed) {
    lines.push(
      t("events.detail.removed", {
        value: list(removed, (name) => t(`events.factor.${name}`, { defaultValue: name })),
      }),
    );
  }
  const onBehalf = take("onBehalf");
  if (onBehalf) {
    lines.push(t("events.detail.onBehalf", { value: onBehalf }));
  }
  const roles = take("roles");
  if (roles) {
    lines.push(t("events.detail.other", { name: t("field.roles"), value: list(roles, roleLabel) }));
  }
  for (const [name, value] of Object.entries(details)) {
    if (value) {
      lines.push(t("events.detail.other", { name: t(`events.detail.name.${name}`, { defaultValue: name }), value }));
    }
  }
  return lines;
}
