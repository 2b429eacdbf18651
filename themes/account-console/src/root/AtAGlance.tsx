import { useTranslation } from "react-i18next";
import { moment } from "./dates";
import { useMe } from "./MeProvider";

/** Which organisation, which roles, when was the last login: what a user wants to see first. */
export function AtAGlance() {
  const { t, i18n } = useTranslation();
  const { me } = useMe();
  if (!me) {
    return null;
  }
  return (
    <section
      className="pf-v5-c-page__main-section pf-m-light yoyo-at-a-glance"
      aria-label={t("console.atAGlance.label")}
      data-testid="at-a-glance"
    >
      <dl>
        <div>
          <dt>{t("console.userId")}</dt>
          <dd>{me.userId}</dd>
        </div>
        {me.organizations.map((organization) => (
          <div key={organization.alias}>
            <dt>{t("console.atAGlance.organization")}</dt>
            <dd>
              {organization.displayName}
              {!organization.enabled && ` ${t("console.atAGlance.disabled")}`}
              <span className="yoyo-at-a-glance__roles">
                {organization.roles.length === 0
                  ? t("console.atAGlance.noRole")
                  : organization.roles.map((role) => role.label).join(t("console.listSeparator"))}
              </span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("console.atAGlance.lastLogin")}</dt>
          <dd>
            {me.lastLogin === undefined ? t("console.atAGlance.firstLogin") : moment(me.lastLogin, i18n.language)}
          </dd>
        </div>
        <div>
          <dt>{t("console.atAGlance.lastFailure")}</dt>
          <dd data-testid="last-failure">
            {me.lastFailure === undefined ? t("console.atAGlance.noFailure") : moment(me.lastFailure, i18n.language)}
          </dd>
        </div>
      </dl>
    </section>
  );
}
