import { Button } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { Member, MyOrganization } from "../api/types";
import { environment } from "../environment";
import { PageHeading } from "../root/PageHeading";
import { to } from "../routes";
import { nameOf } from "./names";

type Props = { member: Member; organization: MyOrganization; another: () => void };

/** What the administrator gives to a new user: the user ID, which is in no mail. */
export function HandOver({ member, organization, another }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<"copied" | "copyFailed">();
  const lines = [
    t("handOver.toUser", { name: nameOf(member) }),
    `${t("members.organization")}: ${organization.displayName}`,
    `${t("console.userId")}: ${member.userId}`,
    `${t("handOver.loginAddress")}: ${environment.baseUrl}`,
    t("handOver.mail", { email: member.email }),
  ];
  const copy = () => {
    // Absent where the page is not served securely.
    const writing = navigator.clipboard?.writeText([t("handOver.sheet"), ...lines].join("\n"));
    Promise.resolve(writing ?? Promise.reject(new Error("no clipboard"))).then(
      () => setCopied("copied"),
      () => setCopied("copyFailed"),
    );
  };
  return (
    <>
      <PageHeading title={t("handOver.title")}>
        <p className="yoyo-no-print">{t("handOver.intro")}</p>
      </PageHeading>
      <section className="pf-v5-c-page__main-section pf-m-light">
        <div className="yoyo-sheet" data-testid="hand-over">
          <h2>{t("handOver.sheet")}</h2>
          <p>{lines[0]}</p>
          <dl>
            <div>
              <dt>{t("members.organization")}</dt>
              <dd>{organization.displayName}</dd>
            </div>
            <div>
              <dt>{t("console.userId")}</dt>
              <dd className="yoyo-user-id" data-testid="hand-over-user-id">
                {member.userId}
              </dd>
            </div>
            <div>
              <dt>{t("handOver.loginAddress")}</dt>
              <dd className="yoyo-anywhere">{environment.baseUrl}</dd>
            </div>
          </dl>
          <p className="yoyo-anywhere">{lines.at(-1)}</p>
        </div>
        <p role="status" className="yoyo-no-print">{copied && t(`handOver.${copied}`)}</p>
        <div className="yoyo-actions yoyo-no-print">
          <Button onClick={() => window.print()}>{t("handOver.print")}</Button>
          <Button variant="secondary" onClick={copy}>
            {t("handOver.copy")}
          </Button>
          <Button variant="secondary" onClick={another}>
            {t("handOver.another")}
          </Button>
          <Link
            className="pf-v5-c-button pf-m-link"
            to={to("member", { organization: organization.alias, member: member.id })}
          >
            {t("handOver.toMember")}
          </Link>
          <Link className="pf-v5-c-button pf-m-link" to={to("members", { organization: organization.alias })}>
            {t("handOver.toList")}
          </Link>
        </div>
      </section>
    </>
  );
}
