import { Button, Form, Skeleton } from "@patternfly/react-core";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router-dom";
import { Problem } from "../api/problem";
import { permissions, type Member } from "../api/types";
import { stopComposingEnter } from "../forms/composing";
import { LoadFailure } from "../forms/LoadFailure";
import { FailureNotice, Notice } from "../forms/Notice";
import { useAction } from "../forms/useAction";
import { DraftNotice } from "../forms/DraftNotice";
import { useDraft } from "../forms/useDraft";
import { useLoad } from "../forms/useLoad";
import { shortMoment } from "../root/dates";
import type { OrganizationPageProps } from "../root/Guarded";
import { PageHeading } from "../root/PageHeading";
import { useSession } from "../root/SessionProvider";
import { to } from "../routes";
import { changesOf, differences, profileOf, rebased } from "./conflict";
import { complaintAbout, profileFields, tidied, type ProfileValues } from "./fields";
import { MemberActions } from "./MemberActions";
import { nameOf } from "./names";
import { ProfileFields } from "./ProfileFields";
import { focusFirst } from "./RegisterMemberPage";
import { RoleChoices } from "./RoleChoices";

export default function MemberPage({ organization }: OrganizationPageProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const { member: id = "" } = useParams();
  const read = useLoad((signal) => api.member(organization.alias, id, signal), [api, organization.alias, id]);
  if (read.error) {
    return <LoadFailure error={read.error} retry={read.reload} />;
  }
  if (!read.data || read.data.id !== id) {
    return (
      <section className="pf-v5-c-page__main-section pf-m-light yoyo-skeletons" role="status">
        <span className="pf-v5-screen-reader">{t("console.waiting")}</span>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height="2.5rem" />
        ))}
      </section>
    );
  }
  return <MemberDetail key={id} organization={organization} read={read.data} reload={read.reload} />;
}

type DetailProps = OrganizationPageProps & { read: Member; reload: () => void };

function MemberDetail({ organization, read, reload }: DetailProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [done, setDone] = useState<{ text: string; at: number }>();
  const [member, setMember] = useState(read);
  useEffect(() => setMember(read), [read]);
  const say = (text: string) => setDone({ text, at: Date.now() });
  const mayManage = organization.permissions.includes(permissions.manageMembers);
  const list = to("members", { organization: organization.alias });
  const name = nameOf(member);
  return (
    <>
      <PageHeading
        title={t("member.title", { name, userId: member.userId })}
        actions={
          <Link className="pf-v5-c-button pf-m-secondary" to={list}>
            {t("member.toList")}
          </Link>
        }
      >
        <p>
          {organization.displayName} ／ {t(`members.state.${member.state}`)}
          {member.mail && ` ／ ${t(`members.mail.${member.mail}`)}`}
          {member.memberOfOthers && ` ／ ${t("member.ofOthers")}`}
        </p>
        {member.createdAt !== undefined && (
          <p>
            {t("member.createdAt")}: {shortMoment(member.createdAt, i18n.language)}
          </p>
        )}
      </PageHeading>
      <section className="pf-v5-c-page__main-section pf-m-light">
        {done && <Notice key={done.at} variant="success" title={done.text} />}
        <div className="yoyo-parts">
          <MemberData
            organization={organization}
            member={member}
            mayManage={mayManage}
            saved={(updated) => {
              setMember(updated);
              say(t("member.saved"));
            }}
          />
          <MemberRoles
            organization={organization}
            member={member}
            changed={(updated) => {
              setMember(updated);
              say(t("member.rolesSaved"));
            }}
          />
          {mayManage && (
            <MemberActions
              organization={organization}
              member={member}
              done={(action) => {
                if (action === "remove") {
                  const text = t("member.done.remove", { name, userId: member.userId });
                  void navigate(list, { state: { done: text } });
                } else {
                  say(t(`member.done.${action}`));
                  reload();
                }
              }}
            />
          )}
        </div>
      </section>
    </>
  );
}

type DataProps = OrganizationPageProps & {
  member: Member;
  mayManage: boolean;
  saved: (member: Member) => void;
};

/** `base` is what the form began with: a draft may be older than what the server has now. */
type DataDraft = { base: ProfileValues; version: string; values: ProfileValues };

function MemberData({ organization, member, mayManage, saved }: DataProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const fresh = (from: Member): DataDraft => ({
    base: profileOf(from),
    version: from.version,
    values: profileOf(from),
  });
  const draft = useDraft<DataDraft>(`member:${organization.alias}:${member.id}`, fresh(member));
  const { base, version, values } = draft.values;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [theirs, setTheirs] = useState<Member>();
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const touched = Object.keys(changesOf(base, values)).length > 0;
  const { reset } = draft;

  useEffect(() => {
    // Roles and state have their part in the version, too. Who typed nothing goes on from what there is now.
    if (!touched) {
      reset(fresh(member));
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [member]);

  const reason = member.refused?.update;
  const readOnly = !mayManage || reason !== undefined;
  const put = (field: string, error: string | undefined) =>
    setErrors(({ [field]: _, ...others }) => (error ? { ...others, [field]: error } : others));
  const complaint = (field: (typeof profileFields)[number], value: string) => {
    const found = complaintAbout(field, value);
    return found && t(found.key, found.values);
  };

  const save = (from: DataDraft) =>
    action.run(async () => {
      try {
        const updated = await api.update(
          organization.alias,
          member.id,
          from.version,
          changesOf(from.base, from.values),
        );
        setTheirs(undefined);
        setErrors({});
        draft.reset(fresh(updated));
        saved(updated);
      } catch (error) {
        if (!(error instanceof Problem)) {
          throw error;
        }
        if (error.type === "version-changed") {
          setTheirs(await api.member(organization.alias, member.id));
          return;
        }
        setErrors(error.byField());
        throw error;
      }
    });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tidy = { ...values };
    const wrong: Record<string, string> = {};
    for (const field of profileFields) {
      // What was not touched may be older than today's rules: the server decides.
      if (values[field] !== base[field]) {
        tidy[field] = tidied(field, values[field]);
        const error = complaint(field, tidy[field]);
        if (error) {
          wrong[field] = error;
        }
      }
    }
    const next = { base, version, values: tidy };
    draft.change(next);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      focusFirst(form.current, wrong);
      return;
    }
    void save(next);
  };

  return (
    <section aria-labelledby="member-data">
      <h2 id="member-data" className="pf-v5-c-title pf-m-xl">
        {t("member.data")}
      </h2>
      {reason && <p className="yoyo-reason">{t("member.refused", { reason })}</p>}
      {draft.restored && touched && <DraftNotice discard={() => draft.reset(fresh(member))} />}
      {action.error !== undefined && <FailureNotice error={action.error} title={t("console.failure.title")} />}
      {theirs && (
        <Conflict
          base={base}
          theirs={theirs}
          mine={values}
          keepMine={() => {
            const latest = profileOf(theirs);
            const next = { base: latest, version: theirs.version, values: rebased(base, latest, values) };
            draft.change(next);
            void save(next);
          }}
          takeTheirs={() => {
            setTheirs(undefined);
            draft.reset(fresh(theirs));
          }}
        />
      )}
      <Form ref={form} noValidate onSubmit={submit} onKeyDown={stopComposingEnter} className="yoyo-form">
        <ProfileFields
          values={values}
          errors={errors}
          readOnly={readOnly}
          emailReason={member.refused?.["change-email"]}
          change={(field, value) => {
            draft.change({ base, version, values: { ...values, [field]: value } });
            put(field, undefined);
          }}
          leave={(field) => {
            if (values[field] !== base[field]) {
              const value = tidied(field, values[field]);
              draft.change({ base, version, values: { ...values, [field]: value } });
              put(field, complaint(field, value));
            }
          }}
        />
        {!readOnly && (
          <div className="yoyo-actions">
            <Button
              type="submit"
              isLoading={action.running}
              isAriaDisabled={action.running || !touched}
              data-testid="save-member"
            >
              {t("member.save")}
            </Button>
            {touched && (
              <Button variant="secondary" onClick={() => draft.reset(fresh(member))}>
                {t("console.draft.discard")}
              </Button>
            )}
          </div>
        )}
      </Form>
    </section>
  );
}

type ConflictProps = {
  base: ProfileValues;
  theirs: Member;
  mine: ProfileValues;
  keepMine: () => void;
  takeTheirs: () => void;
};

function Conflict({ base, theirs, mine, keepMine, takeTheirs }: ConflictProps) {
  const { t } = useTranslation();
  const different = differences(base, profileOf(theirs), mine);
  return (
    <Notice variant="warning" title={t("member.conflict.title")}>
      <p>{t(different.length > 0 ? "member.conflict.intro" : "member.conflict.none")}</p>
      {different.length > 0 && (
        <table className="yoyo-conflict" data-testid="conflict">
          <thead>
            <tr>
              <th scope="col">{t("member.conflict.field")}</th>
              <th scope="col">{t("member.conflict.theirs")}</th>
              <th scope="col">{t("member.conflict.mine")}</th>
            </tr>
          </thead>
          <tbody>
            {different.map((difference) => (
              <tr key={difference.field}>
                <th scope="row">{t(`field.${difference.field}`)}</th>
                <td>{difference.theirs}</td>
                <td>{difference.mine ?? t("member.conflict.untouched")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="yoyo-actions">
        <Button onClick={keepMine}>{t("member.conflict.keepMine")}</Button>
        <Button variant="secondary" onClick={takeTheirs}>
          {t("member.conflict.takeTheirs")}
        </Button>
      </div>
    </Notice>
  );
}

/** What was ticked and not saved yet, and the roles that it began with. */
type RolesDraft = { base: string[]; chosen: string[] };

type RolesProps = OrganizationPageProps & { member: Member; changed: (member: Member) => void };

function MemberRoles({ organization, member, changed }: RolesProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const roles = useLoad((signal) => api.roles(organization.alias, signal), [api, organization.alias]);
  const fresh = (from: Member): RolesDraft => ({ base: from.roles, chosen: from.roles });
  const draft = useDraft<RolesDraft>(`member-roles:${organization.alias}:${member.id}`, fresh(member));
  const { base, chosen } = draft.values;
  const { reset } = draft;
  useEffect(() => {
    // Saved, or changed by somebody else: what was ticked was meant for other roles.
    if (!sameRoles(base, member.roles)) {
      reset(fresh(member));
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [member]);
  const action = useAction();
  const mayChange = organization.permissions.includes(permissions.manageRoles);
  const reason = mayChange ? member.refused?.["change-roles"] : t("roles.notGrantable");
  const same = sameRoles(chosen, member.roles);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (same || action.running) {
      return;
    }
    void action.run(async () => {
      changed(await api.changeRoles(organization.alias, member.id, member.version, chosen));
    });
  };
  return (
    <section aria-labelledby="member-roles">
      <h2 id="member-roles" className="pf-v5-c-title pf-m-xl">
        {t("member.roles")}
      </h2>
      {draft.restored && !same && <DraftNotice discard={() => reset(fresh(member))} />}
      {action.error !== undefined && <FailureNotice error={action.error} title={t("console.failure.title")} />}
      <form onSubmit={save}>
        <RoleChoices
          roles={roles.data ?? []}
          chosen={chosen}
          reason={reason}
          change={(next) => draft.change({ base, chosen: next })}
        />
        {reason === undefined && (
          <div className="yoyo-actions">
            <Button
              type="submit"
              isLoading={action.running}
              isAriaDisabled={same || action.running}
              data-testid="save-roles"
            >
              {t("member.saveRoles")}
            </Button>
          </div>
        )}
      </form>
    </section>
  );
}

function sameRoles(some: string[], others: string[]): boolean {
  return [...some].sort().join() === [...others].sort().join();
}
