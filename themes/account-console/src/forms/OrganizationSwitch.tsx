import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import type { MyOrganization, Permission } from "../api/types";
import { holding, useMe } from "../root/MeProvider";
import { to } from "../routes";
import { FilterSelect } from "./FilterSelect";

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
    <FilterSelect
      label={t("members.organization")}
      value={shown.alias}
      choices={held.map((organization) => ({ value: organization.alias, label: organization.displayName }))}
      testId="organization-switch"
      change={(alias) => void navigate(to(route, { organization: alias }))}
    />
  );
}
