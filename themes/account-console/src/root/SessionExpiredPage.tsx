import { useTranslation } from "react-i18next";
import { MessagePage } from "./MessagePage";
import { useSession } from "./SessionProvider";

export function SessionExpiredPage() {
  const { t } = useTranslation();
  const { logIn } = useSession();
  return (
    <MessagePage
      title={t("console.sessionExpired.title")}
      actions={
        <button type="button" className="pf-v5-c-button pf-m-primary" onClick={logIn} data-testid="log-in-again">
          {t("console.sessionExpired.logIn")}
        </button>
      }
    >
      <p>{t("console.sessionExpired.detail")}</p>
      <p>{t("console.sessionExpired.kept")}</p>
    </MessagePage>
  );
}
