import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router-dom";
import { permissions, type Me, type Permission } from "../api/types";
import { to } from "../routes";
import { holding, useMe } from "./MeProvider";

/** What the user may open, and nothing else. */
export function Navigation({ id, open }: { id: string; open: boolean }) {
  const { t } = useTranslation();
  const { me } = useMe();
  const members = useOrganizationFor(me, permissions.viewMembers);
  const events = useOrganizationFor(me, permissions.viewEvents);
  return (
    <nav
      className={`pf-v5-c-nav pf-m-light yoyo-shell__navigation ${open ? "yoyo-open" : ""}`}
      id={id}
      aria-label={t("console.navigation.label")}
    >
      <Section title={t("console.navigation.account")}>
        <Item path={to("personalInfo")} end>
          {t("personalInfo")}
        </Item>
        <Item path={to("signingIn")}>{t("signingIn")}</Item>
        <Item path={to("deviceActivity")}>{t("deviceActivity")}</Item>
      </Section>
      {(members || events) && (
        <Section title={t("console.navigation.organization")}>
          {members && <Item path={to("members", { organization: members })}>{t("members.title")}</Item>}
          {events && <Item path={to("events", { organization: events })}>{t("events.title")}</Item>}
        </Section>
      )}
      {me && me.links.length > 0 && (
        <Section title={t("console.navigation.links")}>
          {me.links.map((link) => (
            <li className="pf-v5-c-nav__item" key={link.url}>
              <a className="pf-v5-c-nav__link" href={link.url}>
                {link.label}
              </a>
            </li>
          ))}
        </Section>
      )}
    </nav>
  );
}

/** The organisation on the screen if it is among those with the permission, otherwise the first of them. */
function useOrganizationFor(me: Me | undefined, permission: Permission): string | undefined {
  const { organization: shown } = useParams();
  const held = holding(me, permission);
  return (held.find((organization) => organization.alias === shown) ?? held[0])?.alias;
}

function Section({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <section className="pf-v5-c-nav__section">
      <h2 className="pf-v5-c-nav__section-title">{title}</h2>
      <ul className="pf-v5-c-nav__list">{children}</ul>
    </section>
  );
}

function Item({ path, end, children }: PropsWithChildren<{ path: string; end?: boolean }>) {
  return (
    <li className="pf-v5-c-nav__item">
      <NavLink
        to={path}
        end={end}
        className={({ isActive }) => `pf-v5-c-nav__link ${isActive ? "pf-m-current" : ""}`}
      >
        {children}
      </NavLink>
    </li>
  );
}
