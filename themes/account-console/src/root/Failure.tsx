import { useTranslation } from "react-i18next";
import { Problem, Unreachable } from "../api/problem";
import { MessagePage } from "./MessagePage";

/** What happened and what to do next, in words for the user. */
export function useFailureText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof Unreachable) {
      return t("console.failure.unreachable");
    }
    if (error instanceof Problem && error.detail) {
      return error.detail;
    }
    if (error instanceof Problem && error.status === 503) {
      return t("console.failure.maintenance");
    }
    return t("console.failure.unknown");
  };
}

export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const text = useFailureText();
  return (
    <MessagePage
      title={t("console.failure.title")}
      actions={
        <button type="button" className="pf-v5-c-button pf-m-primary" onClick={retry}>
          {t("console.failure.retry")}
        </button>
      }
    >
      <p role="alert">{text(error)}</p>
    </MessagePage>
  );
}
