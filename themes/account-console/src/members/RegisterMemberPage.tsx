import { Button, Form } from "@patternfly/react-core";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { isAborted, Problem } from "../api/problem";
import { permissions, type Member } from "../api/types";
import { stopComposingEnter } from "../forms/composing";
import { FailureNotice } from "../forms/Notice";
import { useAction } from "../forms/useAction";
import { DraftNotice } from "../forms/DraftNotice";
import { useDraft } from "../forms/useDraft";
import { useLoad } from "../forms/useLoad";
import { useTypingPause } from "../forms/useTypingPause";
import type { OrganizationPageProps } from "../root/Guarded";
import { PageHeading } from "../root/PageHeading";
import { useSession } from "../root/SessionProvider";
import { to } from "../routes";
import { complaintAbout, emptyProfile, profileFields, tidied, toNewMember, type FieldName, type ProfileValues } from "./fields";
import { HandOver } from "./HandOver";
import { ProfileFields, TextField } from "./ProfileFields";
import { RoleChoices } from "./RoleChoices";

type Values = { userId: string; profile: ProfileValues; roles: string[] };
type UserIdCheck = { of: string; free: boolean; problem?: string } | "running" | undefined;

const empty: Values = { userId: "", profile: emptyProfile, roles: [] };
const pauseBeforeCheck = 400;

export default function RegisterMemberPage({ organization }: OrganizationPageProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const alias = organization.alias;
  const { values, change, restored, reset } = useDraft<Values>(`register-member:${alias}`, empty);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [check, setCheck] = useState<UserIdCheck>();
  const [registered, setRegistered] = useState<Member>();
  const [round, setRound] = useState(0);
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const checking = useRef<AbortController | undefined>(undefined);
  const roles = useLoad((signal) => api.roles(alias, signal), [api, alias]);
  const mayGiveRoles = organization.permissions.includes(permissions.manageRoles);

  const ask = (wanted: string | undefined) => {
    checking.current?.abort();
    const controller = new AbortController();
    checking.current = controller;
    return api.proposedUserId(alias, wanted, controller.signal);
  };
  const pause = useTypingPause<string>(pauseBeforeCheck, (wanted) => {
    setCheck("running");
    ask(wanted).then(
      ({ free, problem }) => setCheck(free === undefined ? undefined : { of: wanted, free, problem }),
      // The registration itself tells; a check that fails is none.
      (error: unknown) => !isAborted(error) && setCheck(undefined),
    );
  });
  const latest = useRef(values);
  latest.current = values;
  const propose = ({ asked }: { asked: boolean }) => {
    ask(undefined).then(
      ({ userId }) => {
        // Who has begun to type a user ID of his own is not interrupted by the answer.
        const begun = latest.current.userId !== "" || document.activeElement?.id === "field-userId";
        if (userId && (asked || !begun)) {
          // A proposal alone is nothing that anybody typed.
          const keep = latest.current === empty ? reset : change;
          keep({ ...latest.current, userId });
          setCheck({ of: userId, free: true });
        }
      },
      () => {},
    );
  };
  useEffect(() => {
    if (values.userId === "") {
      propose({ asked: false });
    }
    return () => checking.current?.abort();
    // Once for each new form, not whenever the field is emptied.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [round]);

  if (registered) {
    return (
      <HandOver
        member={registered}
        organization={organization}
        another={() => {
          setRegistered(undefined);
          setCheck(undefined);
          setRound(round + 1);
        }}
      />
    );
  }

  const complaint = (field: FieldName, value: string): string | undefined => {
    const found = complaintAbout(field, value);
    return found && t(found.key, found.values);
  };
  const put = (field: string, error: string | undefined) =>
    setErrors(({ [field]: _, ...others }) => (error ? { ...others, [field]: error } : others));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const profile = { ...values.profile };
    const wrong: Record<string, string> = {};
    const userId = tidied("userId", values.userId);
    const aboutUserId = complaint("userId", userId);
    if (aboutUserId) {
      wrong.userId = aboutUserId;
    }
    for (const field of profileFields) {
      profile[field] = tidied(field, profile[field]);
      const error = complaint(field, profile[field]);
      if (error) {
        wrong[field] = error;
      }
    }
    change({ ...values, userId, profile });
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      focusFirst(form.current, wrong);
      return;
    }
    await action.run(async () => {
      try {
        const member = await api.register(alias, toNewMember(userId, profile, mayGiveRoles ? values.roles : []));
        reset(empty);
        setErrors({});
        setRegistered(member);
      } catch (error) {
        if (error instanceof Problem) {
          const byField = { ...error.byField() };
          if (error.type === "user-id-taken") {
            byField.userId = error.detail;
          }
          setErrors(byField);
        }
        throw error;
      }
    });
  };

  return (
    <>
      <PageHeading title={t("register.title")}>
        <p>{organization.displayName}</p>
        <p>{t("register.intro")}</p>
      </PageHeading>
      <section className="pf-v5-c-page__main-section pf-m-light">
        {restored && <DraftNotice discard={() => reset(empty)} />}
        {action.error !== undefined && <FailureNotice error={action.error} title={t("register.failed")} />}
        <Form ref={form} noValidate onSubmit={submit} onKeyDown={stopComposingEnter} className="yoyo-form">
          <TextField
            name="userId"
            value={values.userId}
            required
            error={errors.userId ?? (typeof check === "object" && check.of === values.userId ? check.problem : undefined)}
            onChange={(userId) => {
              change({ ...values, userId });
              put("userId", undefined);
              setCheck(undefined);
              checking.current?.abort();
              if (complaintAbout("userId", tidied("userId", userId)) || userId === "") {
                pause.cancel();
              } else {
                pause.type(tidied("userId", userId));
              }
            }}
            onBlur={() => {
              const userId = tidied("userId", values.userId);
              change({ ...values, userId });
              put("userId", complaint("userId", userId));
            }}
          >
            <div className="yoyo-user-id-check">
              <Button variant="link" isInline onClick={() => propose({ asked: true })}>
                {t("field.userId.propose")}
              </Button>
              <span role="status" data-testid="user-id-check">
                {check === "running" && t("field.userId.checking")}
                {typeof check === "object" && check.free && t("field.userId.free")}
              </span>
            </div>
          </TextField>
          <ProfileFields
            values={values.profile}
            errors={errors}
            change={(field, value) => {
              change({ ...values, profile: { ...values.profile, [field]: value } });
              put(field, undefined);
            }}
            leave={(field) => {
              const value = tidied(field, values.profile[field]);
              change({ ...values, profile: { ...values.profile, [field]: value } });
              put(field, value === "" ? undefined : complaint(field, value));
            }}
          />
          {mayGiveRoles && roles.data && (
            <RoleChoices
              roles={roles.data}
              chosen={values.roles}
              error={errors.roles}
              change={(chosen) => change({ ...values, roles: chosen })}
            />
          )}
          <div className="yoyo-actions">
            <Button type="submit" isLoading={action.running} isAriaDisabled={action.running} data-testid="register">
              {t(action.running ? "register.submitting" : "register.submit")}
            </Button>
            <Link
              className="pf-v5-c-button pf-m-secondary"
              to={to("members", { organization: alias })}
              onClick={() => reset(empty)}
            >
              {t("console.cancel")}
            </Link>
          </div>
        </Form>
      </section>
    </>
  );
}

/** Goes to the first field with an error, in the order of the form. */
export function focusFirst(form: HTMLFormElement | null, errors: Readonly<Record<string, string>>): void {
  for (const element of form?.elements ?? []) {
    if (element instanceof HTMLInputElement && errors[element.name] !== undefined) {
      element.focus();
      return;
    }
  }
}
