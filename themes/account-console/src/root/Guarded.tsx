import type { ComponentType } from "react";
import { useParams } from "react-router-dom";
import type { MyOrganization, Permission } from "../api/types";
import { Failure } from "./Failure";
import { holding, useMe } from "./MeProvider";
import { NoPermission } from "./NoPermission";
import { Waiting } from "./Waiting";

export type OrganizationPageProps = { organization: MyOrganization };

/** A page about one organisation, for those who hold a permission in it. The server refuses the others all the same. */
export function Guarded({
  permission,
  page: Page,
}: {
  permission: Permission;
  page: ComponentType<OrganizationPageProps>;
}) {
  const { me, error, reload } = useMe();
  const { organization: alias } = useParams();
  if (!me) {
    return error ? <Failure error={error} retry={reload} /> : <Waiting />;
  }
  const organization = holding(me, permission).find((held) => held.alias === alias);
  if (!organization) {
    return <NoPermission />;
  }
  return <Page key={organization.alias} organization={organization} />;
}
