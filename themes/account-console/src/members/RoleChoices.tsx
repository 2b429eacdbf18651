import { useTranslation } from "react-i18next";
import type { Role } from "../api/types";

type Props = {
  roles: Role[];
  chosen: string[];
  /** Why none of them can be changed. */
  reason?: string;
  error?: string;
  change: (chosen: string[]) => void;
};

/** Roles with what they allow, in plain words. One that the user may not give can be reached, and says why. */
export function RoleChoices({ roles, chosen, reason, error, change }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="yoyo-roles" aria-describedby={error ? "roles-error" : "roles-hint"}>
      <legend>{t("field.roles")}</legend>
      <p id="roles-hint">{t("roles.none")}</p>
      {error && (
        <p id="roles-error" className="yoyo-error">
          {error}
        </p>
      )}
      {roles.map((role) => {
        const refused = reason ?? (role.grantable ? undefined : t("roles.notGrantable"));
        const id = `role-${role.name}`;
        return (
          <div key={role.name} className="yoyo-role">
            <input
              type="checkbox"
              id={id}
              checked={chosen.includes(role.name)}
              aria-disabled={refused !== undefined}
              aria-describedby={refused ? `${id}-description ${id}-reason` : `${id}-description`}
              onChange={(event) => {
                if (refused === undefined) {
                  const others = chosen.filter((name) => name !== role.name);
                  change(event.target.checked ? [...others, role.name] : others);
                }
              }}
            />
            <div>
              <label htmlFor={id}>{role.label}</label>
              <p id={`${id}-description`}>{role.description}</p>
              {refused && (
                <p id={`${id}-reason`} className="yoyo-reason">
                  {t("member.refused", { reason: refused })}
                </p>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
