import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { moment } from "./dates";
import { MessagePage } from "./MessagePage";

type Props = {
  /** What the server said, in the user's language. */
  problem: Problem;
  /** When it said so. */
  since: number;
  retry: () => Promise<unknown>;
};

/** Instead of the page, which stays as it is behind it. */
export function MaintenancePage({ problem, since, retry }: Props) {
  const { t, i18n } = useTranslation();
  const [trying, setTrying] = useState(false);
  const [still, setStill] = useState(false);
  const tryAgain = async () => {
    setTrying(true);
    setStill(false);
    await retry();
    // Gone with this page where it is over.
    setTrying(false);
    setStill(true);
  };
  return (
    <MessagePage
      title={t("console.maintenance.title")}
      actions={
        <button
          type="button"
          className="pf-v5-c-button pf-m-primary"
          disabled={trying}
          onClick={() => void tryAgain()}
          data-testid="maintenance-retry"
        >
          {t("console.failure.retry")}
        </button>
      }
    >
      <p data-testid="maintenance-text">{problem.detail || t("console.failure.maintenance")}</p>
      {problem.retryAfter !== undefined && (
        <p data-testid="maintenance-until">
          {t("console.maintenance.until", { time: moment(since + problem.retryAfter * 1000, i18n.language) })}
        </p>
      )}
      <p>{t("console.maintenance.kept")}</p>
      <p role="status">{still && t("console.maintenance.still")}</p>
    </MessagePage>
  );
}
