import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { base } from "../routes";
import { MessagePage } from "./MessagePage";

/** Said to who never had the right as to who has lost it while the page was open. */
export function NoPermission({ detail }: { detail?: string }) {
  const { t } = useTranslation();
  return (
    <MessagePage
      title={t("console.noPermission.title")}
      actions={
        <Link className="pf-v5-c-button pf-m-primary" to={base}>
          {t("console.toHome")}
        </Link>
      }
    >
      <p>{detail || t("console.noPermission.detail")}</p>
      <p>{t("console.noPermission.kept")}</p>
    </MessagePage>
  );
}
