import { Button, Label, Skeleton, TextInput } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "react-router-dom";
import { memberSorts, memberStates, permissions, type Member, type Role } from "../api/types";
import { isComposing } from "../forms/composing";
import { FilterSelect } from "../forms/FilterSelect";
import { LoadFailure } from "../forms/LoadFailure";
import { Notice } from "../forms/Notice";
import { OrganizationSwitch } from "../forms/OrganizationSwitch";
import { Pager } from "../forms/Pager";
import { useLoad } from "../forms/useLoad";
import { useTypingPause } from "../forms/useTypingPause";
import { shortMoment } from "../root/dates";
import type { OrganizationPageProps } from "../root/Guarded";
import { PageHeading } from "../root/PageHeading";
import { useSession } from "../root/SessionProvider";
import { to } from "../routes";
import { defaults, isFiltered, parseListState, toParameters, toQuery, type ListState } from "./listState";
import { nameOf, stateColor } from "./names";

const pauseBeforeSearch = 300;

export default function MembersPage({ organization }: OrganizationPageProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const state = parseListState(parameters);
  const [text, setText] = useState(state.search);
  // What another page says about what it did, e.g. that a member was removed.
  const done = (useLocation().state as { done?: string } | null)?.done;
  const searchField = useRef<HTMLInputElement>(null);

  const change = (part: Partial<ListState>) =>
    setParameters(toParameters({ ...state, page: 1, ...part }), { replace: true });
  const pause = useTypingPause<string>(pauseBeforeSearch, (search) => change({ search }));

  const address = parameters.toString();
  const list = useLoad(
    (signal) => api.members(organization.alias, toQuery(state), signal),
    [api, organization.alias, address],
  );
  const roles = useLoad((signal) => api.roles(organization.alias, signal), [api, organization.alias]);
  const mayManage = organization.permissions.includes(permissions.manageMembers);

  if (list.error) {
    return <LoadFailure error={list.error} retry={list.reload} />;
  }
  const page = list.data;
  return (
    <>
      <PageHeading
        title={t("members.title")}
        actions={
          mayManage && (
            <>
              <Link
                className="pf-v5-c-button pf-m-primary"
                to={to("registerMember", { organization: organization.alias })}
              >
                {t("members.register")}
              </Link>
              <Link
                className="pf-v5-c-button pf-m-secondary"
                to={to("registerMembers", { organization: organization.alias })}
              >
                {t("members.import")}
              </Link>
            </>
          )
        }
      >
        <OrganizationSwitch shown={organization} permission={permissions.viewMembers} route="members" />
      </PageHeading>
      <section className="pf-v5-c-page__main-section pf-m-light">
        {done && (
          <Notice variant="success" title={done} />
        )}
        <div className="yoyo-filters" role="search">
          <label className="yoyo-filter yoyo-filter--wide">
            {t("members.search")}
            <TextInput
              type="search"
              id="members-search"
              ref={searchField}
              value={text}
              maxLength={100}
              placeholder={t("members.searchHint")}
              data-testid="search"
              autoComplete="off"
              onChange={(_, value) => {
                setText(value);
                pause.type(value);
              }}
              onCompositionStart={() => pause.startComposing()}
              onCompositionEnd={(event) => pause.endComposing(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && !isComposing(event.nativeEvent)) {
                  pause.finish(text);
                }
              }}
            />
          </label>
          <FilterSelect
            label={t("members.filterRole")}
            value={state.role}
            choices={roles.data?.map((role) => ({ value: role.name, label: role.label })) ?? []}
            all={t("members.all")}
            testId="filter-role"
            change={(role) => change({ role })}
          />
          <FilterSelect
            label={t("members.filterState")}
            value={state.state}
            choices={memberStates.map((name) => ({ value: name, label: t(`members.state.${name}`) }))}
            all={t("members.all")}
            testId="filter-state"
            change={(name) => change({ state: name as ListState["state"] })}
          />
          <FilterSelect
            label={t("members.sort")}
            value={state.sort}
            choices={memberSorts.map((sort) => ({ value: sort, label: t(`members.sort.${sort}`) }))}
            testId="sort"
            change={(sort) => change({ sort: sort as ListState["sort"] })}
          />
        </div>
        <p className="pf-v5-screen-reader" role="status">
          {page && !list.loading && t("members.found", { total: page.total })}
        </p>
        {!page ? (
          <ListSkeleton label={t("console.waiting")} />
        ) : page.total === 0 ? (
          <div className="yoyo-empty" data-testid="empty">
            <p>{t(isFiltered(state) ? "members.emptyFiltered" : "members.empty")}</p>
            {isFiltered(state) && (
              <Button
                variant="secondary"
                onClick={() => {
                  setText("");
                  pause.cancel();
                  setParameters(toParameters({ ...defaults, sort: state.sort, perPage: state.perPage }));
                  searchField.current?.focus();
                }}
              >
                {t("members.clearFilter")}
              </Button>
            )}
          </div>
        ) : (
          <div aria-busy={list.loading}>
            <MemberTable members={page.items} roles={roles.data ?? []} organization={organization.alias} />
            <Pager
              total={page.total}
              page={state.page}
              perPage={state.perPage}
              change={(next, perPage) => change({ page: next, perPage })}
            />
          </div>
        )}
      </section>
    </>
  );
}

type MemberTableProps = { members: Member[]; roles: Role[]; organization: string };

function MemberTable({ members, roles, organization }: MemberTableProps) {
  const { t, i18n } = useTranslation();
  const labels = new Map(roles.map((role) => [role.name, role.label]));
  const separator = t("console.listSeparator");
  return (
    <Table aria-label={t("members.table")} variant="compact" gridBreakPoint="grid-lg">
      <Thead>
        <Tr>
          <Th>{t("members.column.userId")}</Th>
          <Th>{t("members.column.name")}</Th>
          <Th>{t("members.column.email")}</Th>
          <Th>{t("members.column.roles")}</Th>
          <Th>{t("members.column.state")}</Th>
          <Th>{t("members.column.createdAt")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {members.map((member) => (
          <Tr key={member.id} data-testid={`member-${member.userId}`}>
            <Td dataLabel={t("members.column.userId")}>
              <Link to={to("member", { organization, member: member.id })}>{member.userId}</Link>
            </Td>
            <Td dataLabel={t("members.column.name")}>{nameOf(member)}</Td>
            <Td dataLabel={t("members.column.email")} className="yoyo-anywhere">
              {member.email}
            </Td>
            <Td dataLabel={t("members.column.roles")}>
              {member.roles.map((role) => labels.get(role) ?? role).join(separator) || t("members.noRoles")}
            </Td>
            <Td dataLabel={t("members.column.state")}>
              <Label color={stateColor(member.state)}>{t(`members.state.${member.state}`)}</Label>
            </Td>
            <Td dataLabel={t("members.column.createdAt")}>
              {member.createdAt === undefined ? "" : shortMoment(member.createdAt, i18n.language)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="yoyo-skeletons">
      <span className="pf-v5-screen-reader">{label}</span>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height="2rem" />
      ))}
    </div>
  );
}
