import { useTranslation } from "react-i18next";

export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="yoyo-waiting" role="status">
      <svg className="pf-v5-c-spinner pf-m-xl" viewBox="0 0 100 100" aria-hidden="true">
        <circle className="pf-v5-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
      </svg>
      <span className="pf-v5-screen-reader">{t("console.waiting")}</span>
    </div>
  );
}
