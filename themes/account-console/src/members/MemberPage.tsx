import { useTranslation } from "react-i18next";
import type { OrganizationPageProps } from "../root/Guarded";
import { PageHeading } from "../root/PageHeading";

export default function MemberPage({ organization }: OrganizationPageProps) {
  const { t } = useTranslation();
  return (
    <PageHeading title={t("members.title")}>
      <p>{organization.displayName}</p>
    </PageHeading>
  );
}
