import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { environment } from "../environment";
import { base } from "../routes";
import { useMe } from "./MeProvider";
import { useSession } from "./SessionProvider";

type Props = { navigationId: string; navigationOpen: boolean; toggleNavigation: () => void };

export function Header({ navigationId, navigationOpen, toggleNavigation }: Props) {
  const { t } = useTranslation();
  const { me } = useMe();
  const { logOut } = useSession();
  return (
    <header className="yoyo-header" data-testid="page-header">
      <button
        type="button"
        className="pf-v5-c-button pf-m-secondary yoyo-header__menu"
        aria-expanded={navigationOpen}
        aria-controls={navigationId}
        onClick={toggleNavigation}
      >
        {t("console.menu")}
      </button>
      <Link className="yoyo-header__brand" to={base}>
        <img src={`${environment.resourceUrl}/favicon.svg`} alt="" width="32" height="32" />
        {t("console.product")}
      </Link>
      {environment.referrerUrl && (
        <a href={environment.referrerUrl.replace("_hash_", "#")} data-testid="referrer-link">
          {t("backTo", { app: environment.referrerName || environment.referrerUrl })}
        </a>
      )}
      <span className="yoyo-header__user">{me?.name || me?.userId}</span>
      <button type="button" className="pf-v5-c-button pf-m-secondary" onClick={logOut} data-testid="log-out">
        {t("signOut")}
      </button>
    </header>
  );
}
