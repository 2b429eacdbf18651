import { Button, Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { isAborted, SessionExpired } from "../api/problem";
import { eventActions, permissions } from "../api/types";
import { stopComposingEnter } from "../forms/composing";
import { FilterSelect } from "../forms/FilterSelect";
import { download, toCsv } from "../forms/csv";
import { LoadFailure } from "../forms/LoadFailure";
import { FailureNotice, Notice } from "../forms/Notice";
import { OrganizationSwitch } from "../forms/OrganizationSwitch";
import { Pager } from "../forms/Pager";
import { useLoad } from "../forms/useLoad";
import { shortMoment } from "../root/dates";
import type { OrganizationPageProps } from "../root/Guarded";
import { PageHeading } from "../root/PageHeading";
import { useSession } from "../root/SessionProvider";
import { actionOf, detailsOf } from "./describe";
import { defaults, isInOrder, parseEventState, toParameters, toQuery, type EventState } from "./eventState";
import { allEvents } from "./exportEvents";

type Filter = Pick<EventState, "action" | "actor" | "member" | "from" | "to">;

type Export =
  | { state: "running"; done: number; total: number }
  | { state: "done"; total: number }
  | { state: "failed"; error: unknown };

export default function EventsPage({ organization }: OrganizationPageProps) {
  const { t, i18n } = useTranslation();
  const { api, expire } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const state = parseEventState(parameters);
  const [filter, setFilter] = useState<Filter>(state);
  const [disorder, setDisorder] = useState(false);
  const [exported, setExported] = useState<Export>();
  const exporting = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => exporting.current?.abort(), []);

  const address = parameters.toString();
  const list = useLoad(
    (signal) => api.events(organization.alias, toQuery(state), signal),
    [api, organization.alias, address],
  );
  const roles = useLoad((signal) => api.roles(organization.alias, signal), [api, organization.alias]);
  const labels = new Map(roles.data?.map((role) => [role.name, role.label]));
  const roleLabel = (name: string) => labels.get(name) ?? name;

  if (list.error) {
    return <LoadFailure error={list.error} retry={list.reload} />;
  }

  const apply = (event: FormEvent) => {
    event.preventDefault();
    setDisorder(!isInOrder(filter));
    if (isInOrder(filter)) {
      setParameters(toParameters({ ...state, ...filter, page: 1 }));
    }
  };
  const clear = () => {
    setFilter(defaults);
    setDisorder(false);
    setParameters(toParameters({ ...defaults, perPage: state.perPage }));
  };

  const exportAll = async () => {
    const controller = new AbortController();
    exporting.current = controller;
    setExported({ state: "running", done: 0, total: list.data?.total ?? 0 });
    try {
      const { first: _first, max: _max, ...query } = toQuery(state);
      const events = await allEvents(
        (page, signal) => api.events(organization.alias, page, signal),
        query,
        Date.now(),
        (done, total) => setExported({ state: "running", done, total }),
        controller.signal,
      );
      const rows = events.map((event) => [
        new Date(event.time).toLocaleString(i18n.language),
        actionOf(event, t),
        event.actor ?? t("events.unknownActor"),
        event.member ?? "",
        detailsOf(event, t, roleLabel).join(" / "),
        event.client ?? "",
        event.ipAddress ?? "",
      ]);
      const head = ["events.time", "events.action", "events.actor", "events.member", "events.details", "events.client", "events.ipAddress"];
      download(`${organization.alias}-events.csv`, toCsv([head.map((key) => t(key)), ...rows]));
      setExported({ state: "done", total: events.length });
    } catch (error) {
      if (error instanceof SessionExpired) {
        expire();
      } else if (isAborted(error)) {
        setExported(undefined);
      } else {
        setExported({ state: "failed", error });
      }
    }
  };

  const text = (name: "actor" | "member") => (
    <label className="yoyo-filter">
      {t(`events.${name}`)}
      <input
        className="yoyo-input"
        name={name}
        value={filter[name]}
        autoComplete="off"
        autoCapitalize="none"
        maxLength={64}
        onChange={(event) => setFilter({ ...filter, [name]: event.target.value })}
      />
    </label>
  );
  const day = (name: "from" | "to") => (
    <label className="yoyo-filter">
      {t(`events.${name}`)}
      <input
        className="yoyo-input"
        type="date"
        name={name}
        value={filter[name]}
        aria-invalid={disorder}
        aria-describedby={disorder ? "events-dates" : undefined}
        onChange={(event) => setFilter({ ...filter, [name]: event.target.value })}
      />
    </label>
  );

  const page = list.data;
  return (
    <>
      <PageHeading
        title={t("events.title")}
        actions={
          <Button
            variant="secondary"
            isAriaDisabled={exported?.state === "running" || !page || page.total === 0}
            onClick={() => void exportAll()}
            data-testid="export"
          >
            {t("events.export")}
          </Button>
        }
      >
        <OrganizationSwitch shown={organization} permission={permissions.viewEvents} route="events" />
      </PageHeading>
      <section className="pf-v5-c-page__main-section pf-m-light">
        {exported?.state === "running" && (
          <div className="yoyo-progress">
            <label>
              {t("events.exporting", exported)} <progress max={exported.total || 1} value={exported.done} />
            </label>
            <Button variant="secondary" onClick={() => exporting.current?.abort()}>
              {t("import.cancel")}
            </Button>
          </div>
        )}
        {exported?.state === "done" && <Notice variant="success" title={t("events.exported", exported)} />}
        {exported?.state === "failed" && <FailureNotice error={exported.error} title={t("events.exportFailed")} />}
        <form className="yoyo-filters" role="search" aria-label={t("events.filter")} onSubmit={apply} onKeyDown={stopComposingEnter}>
          <FilterSelect
            label={t("events.action")}
            value={filter.action}
            choices={eventActions.map((action) => ({ value: action, label: t(`events.action.${action}`) }))}
            all={t("members.all")}
            testId="filter-action"
            change={(action) => setFilter({ ...filter, action })}
          />
          {text("actor")}
          {text("member")}
          {day("from")}
          {day("to")}
          {disorder && (
            <p id="events-dates" className="yoyo-error" role="alert">
              {t("events.dates")}
            </p>
          )}
          <div className="yoyo-actions">
            <Button type="submit">{t("events.apply")}</Button>
            <Button variant="secondary" onClick={clear}>
              {t("events.clear")}
            </Button>
          </div>
        </form>
        <p className="pf-v5-screen-reader" role="status">
          {page && !list.loading && t("members.found", { total: page.total })}
        </p>
        {!page ? (
          <div role="status" className="yoyo-skeletons">
            <span className="pf-v5-screen-reader">{t("console.waiting")}</span>
            {Array.from({ length: 8 }, (_, index) => (
              <Skeleton key={index} height="2rem" />
            ))}
          </div>
        ) : page.total === 0 ? (
          <p className="yoyo-empty" data-testid="empty">
            {t("events.empty")}
          </p>
        ) : (
          <div aria-busy={list.loading}>
            <Table aria-label={t("events.table")} variant="compact" gridBreakPoint="grid-lg">
              <Thead>
                <Tr>
                  <Th>{t("events.time")}</Th>
                  <Th>{t("events.action")}</Th>
                  <Th>{t("events.actor")}</Th>
                  <Th>{t("events.member")}</Th>
                  <Th>{t("events.details")}</Th>
                </Tr>
              </Thead>
              <Tbody>
                {page.items.map((event) => (
                  <Tr key={event.id} data-testid="event">
                    <Td dataLabel={t("events.time")}>{shortMoment(event.time, i18n.language)}</Td>
                    <Td dataLabel={t("events.action")}>{actionOf(event, t)}</Td>
                    <Td dataLabel={t("events.actor")}>{event.actor ?? t("events.unknownActor")}</Td>
                    <Td dataLabel={t("events.member")}>{event.member}</Td>
                    <Td dataLabel={t("events.details")} className="yoyo-anywhere">
                      {detailsOf(event, t, roleLabel).map((line) => (
                        <div key={line}>{line}</div>
                      ))}
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
            <Pager
              total={page.total}
              page={state.page}
              perPage={state.perPage}
              change={(next, perPage) => setParameters(toParameters({ ...state, page: next, perPage }))}
            />
          </div>
        )}
      </section>
    </>
  );
}
