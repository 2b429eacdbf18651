import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import type { MyOrganization, Permission } from "../api/types";
import { holding, useMe } from "../root/MeProvider";
import { to } from "../routes";

type Props = { shown: MyOrganization; permission: Permission; route: "members" | "events" };

/** Which organisation the page is about; a choice for those who administer several. */
export function OrganizationSwitch({ shown, permission, route }: Props) {
  const { t } = useTranslation();
  const { me } = useMe();
  const navigate = useNavigate();
  const held = holding(me, permission);
  if (held.length < 2) {
    return <p>{shown.displayName}</p>;
  }
  return (
    <label className="yoyo-filter">
      {t("members.organization")}
      <select
        className="yoyo-select"
        data-testid="organization-switch"
        value={shown.alias}
        onChange={(event) => void navigate(to(route, { organization: event.target.value }))}
      >
        {held.map((organization) => (
          <option key={organization.alias} value={organization.alias}>
            {organization.displayName}
          </option>
        ))}
      </select>
    </label>
  );
}
