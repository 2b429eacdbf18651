import { Button, Modal, ModalVariant } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { needsStepUp } from "../api/problem";
import type { ActionName, Member, MyOrganization } from "../api/types";
import { stopComposingEnter } from "../forms/composing";
import { discardDraft, draftName, keepDraft, readDraft } from "../forms/drafts";
import { FailureNotice, Notice } from "../forms/Notice";
import { useAction } from "../forms/useAction";
import { useMe } from "../root/MeProvider";
import { useSession } from "../root/SessionProvider";
import { identificationOf, identificationWays, longestDetail, type Identification } from "./identification";
import { nameOf } from "./names";
import { isAfterStepUp, waitingIn, type Waiting } from "./waiting";

type Action = Extract<
  ActionName,
  "send-temporary-password" | "reset-second-factor" | "unlock" | "sign-out" | "disable" | "enable" | "remove"
>;

type Props = { organization: MyOrganization; member: Member; done: (action: Action) => void };

/** What can be done to a member besides changing data: each says what it will do and asks first. */
export function MemberActions({ organization, member, done }: Props) {
  const { t } = useTranslation();
  const { me } = useMe();
  const draft = draftName(me?.id ?? "", `member-action:${organization.alias}:${member.id}`);
  const [waiting, setWaiting] = useState(() => waitingIn(readDraft<Waiting>(sessionStorage, draft), Date.now()));
  const [asked, setAsked] = useState<Action | undefined>(waiting?.action);
  // It is offered once: a page that is opened another day begins with nothing.
  useEffect(() => discardDraft(sessionStorage, draft), [draft]);
  const close = () => {
    setAsked(undefined);
    setWaiting(undefined);
  };
  const actions: Action[] = [
    "send-temporary-password",
    "reset-second-factor",
    "unlock",
    "sign-out",
    member.enabled ? "disable" : "enable",
    "remove",
  ];
  return (
    <section aria-labelledby="member-actions">
      <h2 id="member-actions" className="pf-v5-c-title pf-m-xl">
        {t("member.actions")}
      </h2>
      <ul className="yoyo-member-actions">
        {actions.map((action) => {
          const reason = member.refused?.[action];
          const id = `action-${action}`;
          return (
            <li key={action}>
              <Button
                id={id}
                data-testid={id}
                variant={action === "remove" || action === "disable" ? "danger" : "secondary"}
                isAriaDisabled={reason !== undefined}
                aria-describedby={`${id}-text`}
                onClick={() => reason === undefined && setAsked(action)}
              >
                {t(`member.action.${action}`)}
              </Button>
              <p id={`${id}-text`} className={reason ? "yoyo-reason" : undefined}>
                {reason ? t("member.refused", { reason }) : t(`member.explain.${action}`, { email: member.email })}
              </p>
            </li>
          );
        })}
      </ul>
      {asked && (
        <Confirmation
          action={asked}
          organization={organization}
          member={member}
          waiting={waiting}
          keep={(typed) => keepDraft(sessionStorage, draft, typed)}
          close={close}
          done={() => {
            close();
            done(asked);
          }}
        />
      )}
    </section>
  );
}

type ConfirmationProps = Omit<Props, "done"> & {
  action: Action;
  /** What was typed before a second factor was shown for it. */
  waiting: Waiting | undefined;
  /** Keeps what is typed until that is done. */
  keep: (typed: Waiting) => void;
  close: () => void;
  done: () => void;
};

function Confirmation({ action, organization, member, waiting, keep, close, done }: ConfirmationProps) {
  const { t } = useTranslation();
  const { api, stepUp } = useSession();
  const running = useAction();
  const [identification, setIdentification] = useState<Identification>(waiting?.identification ?? { detail: "" });
  const [wrong, setWrong] = useState<{ way?: string; detail?: string }>({});
  const asksIdentification = isAfterStepUp(action);

  const call = (): Promise<void> => {
    const alias = organization.alias;
    const identified = () => identificationOf(identification, (way) => t(`identification.${way}`));
    switch (action) {
      case "send-temporary-password":
        return api.sendTemporaryPassword(alias, member.id, identified());
      case "reset-second-factor":
        return api.resetSecondFactor(alias, member.id, identified());
      case "unlock":
        return api.unlock(alias, member.id);
      case "sign-out":
        return api.signOut(alias, member.id);
      case "disable":
        return api.enable(alias, member.id, false);
      case "enable":
        return api.enable(alias, member.id, true);
      case "remove":
        return api.remove(alias, member.id);
    }
  };

  const confirm = async () => {
    if (asksIdentification) {
      const found = {
        way: identification.way ? undefined : t("identification.required"),
        detail:
          identification.way === "other" && identification.detail.trim() === ""
            ? t("identification.detailRequired")
            : undefined,
      };
      setWrong(found);
      if (found.way) {
        document.getElementById(`identification-${identificationWays[0]}`)?.focus();
        return;
      }
      if (found.detail) {
        document.getElementById("identification-detail")?.focus();
        return;
      }
    }
    if (!running.running && (await running.run(call))) {
      done();
    }
  };

  const showSecondFactor = () => {
    if (asksIdentification) {
      keep({ action, identification, since: Date.now() });
    }
    stepUp();
  };

  return (
    <Modal
      variant={ModalVariant.small}
      isOpen
      title={t(`member.action.${action}`)}
      aria-describedby="confirmation-text"
      onClose={close}
      actions={[
        needsStepUp(running.error) ? (
          <Button key="step-up" onClick={showSecondFactor} data-testid="step-up">
            {t("member.stepUp.go")}
          </Button>
        ) : (
          <Button
            key="confirm"
            variant={action === "remove" || action === "disable" ? "danger" : "primary"}
            isLoading={running.running}
            isAriaDisabled={running.running}
            onClick={() => void confirm()}
            data-testid="confirm"
          >
            {t(`member.action.${action}`)}
          </Button>
        ),
        <Button key="cancel" variant="secondary" onClick={close} data-testid="cancel">
          {t("console.cancel")}
        </Button>,
      ]}
    >
      {needsStepUp(running.error) ? (
        <Notice variant="info" title={running.error.title}>
          <p>{running.error.detail}</p>
          <p>{t("member.stepUp.explain")}</p>
        </Notice>
      ) : (
        running.error !== undefined && <FailureNotice error={running.error} title={t("console.failure.title")} />
      )}
      {waiting && running.error === undefined && <Notice variant="info" title={t("member.stepUp.back")} />}
      <p>{t("member.title", { name: nameOf(member), userId: member.userId })}</p>
      <p id="confirmation-text">{t(`member.explain.${action}`, { email: member.email })}</p>
      {asksIdentification && (
        <fieldset
          className="yoyo-identification"
          onKeyDown={stopComposingEnter}
          aria-describedby={wrong.way ? "identification-error identification-hint" : "identification-hint"}
        >
          <legend>
            {t("identification.label")} <span className="yoyo-required">{t("console.required")}</span>
          </legend>
          <p id="identification-hint">{t("identification.hint")}</p>
          {wrong.way && (
            <p id="identification-error" className="yoyo-error">
              {wrong.way}
            </p>
          )}
          {identificationWays.map((way) => (
            <label key={way}>
              <input
                type="radio"
                name="identification"
                id={`identification-${way}`}
                checked={identification.way === way}
                onChange={() => setIdentification({ ...identification, way })}
              />{" "}
              {t(`identification.${way}`)}
            </label>
          ))}
          <label htmlFor="identification-detail">{t("identification.detail")}</label>
          <input
            id="identification-detail"
            className="yoyo-input"
            maxLength={longestDetail}
            value={identification.detail}
            aria-invalid={wrong.detail !== undefined}
            aria-describedby={wrong.detail ? "identification-detail-error" : undefined}
            onChange={(event) => setIdentification({ ...identification, detail: event.target.value })}
          />
          {wrong.detail && (
            <p id="identification-detail-error" className="yoyo-error">
              {wrong.detail}
            </p>
          )}
        </fieldset>
      )}
    </Modal>
  );
}
