import { Button, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useBlocker } from "react-router-dom";
import { isRefused, SessionExpired } from "../api/problem";
import { permissions } from "../api/types";
import { download, toCsv } from "../forms/csv";
import { LoadFailure } from "../forms/LoadFailure";
import { FailureNotice, Notice } from "../forms/Notice";
import { useDraft } from "../forms/useDraft";
import { useLoad } from "../forms/useLoad";
import { useFailureText } from "../root/Failure";
import type { OrganizationPageProps } from "../root/Guarded";
import { useMe } from "../root/MeProvider";
import { PageHeading } from "../root/PageHeading";
import { useSession } from "../root/SessionProvider";
import { Waiting } from "../root/Waiting";
import { to } from "../routes";
import { columns, mostRows, parseRows, type Headings, type Parsed, type Row } from "./rows";
import { isDone, registerRows, type Outcome } from "./runner";
import { readCsv, readFile, UnreadableFile, type TableData } from "./table";
import { downloadXlsxTemplate } from "./template";

/** What survives a login in between. Errors are kept as text: a Problem does not. */
type KeptOutcome = Outcome | { status: "failed"; text: string };
type Work = { text: string; rows: Row[]; unknownColumns: string[]; outcomes: Record<number, KeptOutcome> };

const nothing: Work = { text: "", rows: [], unknownColumns: [], outcomes: {} };

/** As the template calls the columns, in either language: a file may come from somebody else. */
const headings: Headings = {
  userId: ["ユーザID", "User ID"],
  lastName: ["姓", "Family name", "Last name"],
  firstName: ["名", "Given name", "First name"],
  lastNameKana: ["セイ（フリガナ）", "セイ", "Family name (katakana)"],
  firstNameKana: ["メイ（フリガナ）", "メイ", "Given name (katakana)"],
  email: ["メールアドレス", "E-mail address", "Email"],
  phoneNumber: ["電話番号", "Telephone number", "Phone"],
  department: ["部署", "Department"],
  roles: ["権限", "Roles"],
  locale: ["通知メールの言語", "Language of mails"],
};

export default function RegisterMembersPage({ organization }: OrganizationPageProps) {
  const { t } = useTranslation();
  const { api, expire } = useSession();
  const { reload: reloadMe } = useMe();
  const failureText = useFailureText();
  const alias = organization.alias;
  const roles = useLoad((signal) => api.roles(alias, signal), [api, alias]);
  const draft = useDraft<Work>(`register-members:${alias}`, nothing);
  const work = draft.values;
  const [problem, setProblem] = useState<string>();
  const [reading, setReading] = useState(false);
  const [running, setRunning] = useState<AbortController>();
  const [finished, setFinished] = useState<"done" | "cancelled">();
  const [stopped, setStopped] = useState<unknown>();
  const outcomes = useRef(work.outcomes);
  outcomes.current = work.outcomes;
  const latest = useRef(work);
  latest.current = work;
  const controller = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const blocker = useBlocker(running !== undefined);
  useEffect(() => {
    if (blocker.state === "blocked") {
      if (window.confirm(t("import.leave"))) {
        blocker.proceed();
      } else {
        blocker.reset();
      }
    }
  }, [blocker, t]);
  useEffect(() => {
    if (!running) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [running]);

  if (roles.error) {
    return <LoadFailure error={roles.error} retry={roles.reload} />;
  }
  if (!roles.data) {
    return <Waiting />;
  }
  // Who may not give roles may still register users without any.
  const grantable = organization.permissions.includes(permissions.manageRoles)
    ? roles.data
    : roles.data.map((role) => ({ ...role, grantable: false }));

  const take = (text: string, { rows, unknownColumns, problem: found }: Parsed) => {
    if (found) {
      setProblem(
        found.key === "import.file.missingColumns"
          ? t(found.key, { columns: found.columns.map((column) => t(`field.${column}`)).join(t("console.listSeparator")) })
          : t(found.key, "values" in found ? found.values : {}),
      );
      return;
    }
    draft.change({ text, rows, unknownColumns, outcomes: {} });
  };
  const read = async (source: () => Promise<TableData>, text: string) => {
    setProblem(undefined);
    setFinished(undefined);
    setStopped(undefined);
    setReading(true);
    try {
      take(text, parseRows(await source(), headings, grantable));
    } catch (error) {
      setProblem(t(`import.file.${error instanceof UnreadableFile ? error.reason : "unreadable"}`));
    } finally {
      setReading(false);
    }
  };

  const valid = work.rows.filter((row) => row.errors.length === 0);
  const open = valid.filter((row) => !isDone(work.outcomes[row.number] as Outcome | undefined));
  const count = (status: KeptOutcome["status"]) =>
    valid.filter((row) => work.outcomes[row.number]?.status === status).length;

  const start = async () => {
    const abort = new AbortController();
    controller.current = abort;
    setRunning(abort);
    setFinished(undefined);
    setStopped(undefined);
    let current = latest.current;
    const failure = await registerRows(
      current.rows,
      current.outcomes as Record<number, Outcome>,
      {
        register: (member, signal) => api.register(alias, member, signal),
        search: async (text, signal) => (await api.members(alias, { search: text, first: 0, max: 100 }, signal)).items,
      },
      (row, outcome) => {
        const kept: KeptOutcome =
          outcome.status === "failed"
            ? { status: "failed", text: outcome.error ? describe(outcome.error) : t("import.status.userIdOpen") }
            : outcome;
        current = { ...current, outcomes: { ...current.outcomes, [row]: kept } };
        draft.change(current);
      },
      abort.signal,
    );
    setRunning(undefined);
    if (failure instanceof SessionExpired) {
      expire();
    } else if (failure) {
      if (isRefused(failure)) {
        reloadMe();
      }
      setStopped(failure);
    } else {
      setFinished(abort.signal.aborted ? "cancelled" : "done");
    }
  };
  const describe = (error: unknown): string => {
    const fields = error && typeof error === "object" && "errors" in error ? (error.errors as { field: string; message: string }[]) : [];
    return [failureText(error), ...fields.map(({ field, message }) => `${t(`field.${field}`, { defaultValue: field })}: ${message}`)].join(" ");
  };

  const errorText = (row: Row): string =>
    row.errors
      .map((error) =>
        t("import.cellError", {
          cell: error.cell,
          field: t(`field.${error.column}`),
          message: t(error.key, error.values),
        }),
      )
      .join("\n");
  const resultText = (row: Row): string => {
    if (row.errors.length > 0) {
      return t("import.status.invalid");
    }
    const status = work.outcomes[row.number]?.status ?? "waiting";
    // A tab that was closed in the midst of a row keeps it as running.
    return t(`import.status.${status === "running" && !running ? "waiting" : status}`);
  };
  const reasonText = (row: Row): string => {
    const outcome = work.outcomes[row.number];
    return row.errors.length > 0 ? errorText(row) : outcome?.status === "failed" && "text" in outcome ? outcome.text : "";
  };
  const userIdOf = (row: Row): string => {
    const outcome = work.outcomes[row.number];
    return (outcome && "userId" in outcome ? outcome.userId : row.member.userId) ?? "";
  };

  const saveResult = () =>
    download(
      `${alias}-result.csv`,
      toCsv([
        [t("import.row"), t("field.userId"), t("field.lastName"), t("field.firstName"), t("field.email"), t("import.result"), t("import.errors")],
        ...work.rows.map((row) => [
          String(row.number),
          userIdOf(row),
          row.member.lastName ?? "",
          row.member.firstName ?? "",
          row.member.email ?? "",
          resultText(row),
          reasonText(row),
        ]),
      ]),
    );

  const head = columns.map((column) => t(`field.${column}`));
  const tried = Object.keys(work.outcomes).length > 0;
  const processed = valid.length - valid.filter((row) => ["waiting", "running"].includes(work.outcomes[row.number]?.status ?? "waiting")).length;

  return (
    <>
      <PageHeading title={t("import.title")}>
        <p>{organization.displayName}</p>
        <p>{t("import.intro", { max: mostRows })}</p>
      </PageHeading>
      <section className="pf-v5-c-page__main-section pf-m-light">
        {problem && <Notice key={problem} variant="danger" title={problem} />}
        {draft.restored && tried && !running && !finished && <Notice variant="info" title={t("import.resumed")} />}
        {work.rows.length === 0 ? (
          <div className="yoyo-parts">
            <div className="yoyo-actions">
              <Button variant="secondary" onClick={() => download("members-template.csv", toCsv([head]))}>
                {t("import.templateCsv")}
              </Button>
              <Button variant="secondary" onClick={() => void downloadXlsxTemplate(head)}>
                {t("import.templateXlsx")}
              </Button>
            </div>
            <label className="yoyo-filter">
              {t("import.file")}
              <input
                type="file"
                accept=".csv,.tsv,.txt,.xlsx,text/csv"
                data-testid="import-file"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  // So that the same file, corrected, can be chosen again.
                  const input = event.target;
                  if (file) {
                    void read(() => readFile(file), "").finally(() => {
                      input.value = "";
                    });
                  }
                }}
              />
            </label>
            <label className="yoyo-filter">
              {t("import.paste")}
              <textarea
                className="yoyo-input"
                rows={8}
                value={work.text}
                spellCheck={false}
                data-testid="import-text"
                onChange={(event) => draft.change({ ...nothing, text: event.target.value })}
              />
            </label>
            <div className="yoyo-actions">
              <Button
                isLoading={reading}
                isAriaDisabled={reading || work.text.trim() === ""}
                onClick={() => void read(() => readCsv(work.text), work.text)}
                data-testid="import-read"
              >
                {t("import.read")}
              </Button>
              <Link className="pf-v5-c-button pf-m-secondary" to={to("members", { organization: alias })}>
                {t("console.cancel")}
              </Link>
            </div>
            <p role="status">{reading && t("import.reading")}</p>
          </div>
        ) : (
          <>
            {!tried && (
              <Notice
                variant={valid.length === work.rows.length ? "info" : "warning"}
                title={t("import.preview.summary", {
                  total: work.rows.length,
                  valid: valid.length,
                  invalid: work.rows.length - valid.length,
                })}
              >
                {valid.length < work.rows.length && <p>{t("import.preview.skip")}</p>}
                {work.unknownColumns.length > 0 && (
                  <p>{t("import.file.unknownColumns", { columns: work.unknownColumns.join(t("console.listSeparator")) })}</p>
                )}
              </Notice>
            )}
            {finished && (
              <Notice
                variant={open.length === 0 ? "success" : "warning"}
                title={t("import.done", {
                  registered: count("registered"),
                  already: count("already"),
                  failed: count("failed"),
                  open: open.length - count("failed"),
                })}
              >
                {finished === "cancelled" && t("import.cancelled")}
              </Notice>
            )}
            {stopped !== undefined && <FailureNotice error={stopped} title={t("console.failure.title")} />}
            {running && (
              <div className="yoyo-progress">
                <label>
                  {t("import.running", { done: processed, total: valid.length })}{" "}
                  <progress max={valid.length} value={processed} data-testid="import-progress" />
                </label>
              </div>
            )}
            <div className="yoyo-actions">
              {running ? (
                <Button variant="secondary" onClick={() => running.abort()} data-testid="import-cancel">
                  {t("import.cancel")}
                </Button>
              ) : (
                <>
                  {open.length > 0 && (
                    <Button onClick={() => void start()} data-testid="import-start">
                      {tried ? t("import.retry") : t("import.start", { count: open.length })}
                    </Button>
                  )}
                  {tried && (
                    <Button variant="secondary" onClick={saveResult} data-testid="import-download">
                      {t("import.download")}
                    </Button>
                  )}
                  <Button
                    variant="secondary"
                    onClick={() => {
                      setFinished(undefined);
                      setStopped(undefined);
                      draft.reset(nothing);
                    }}
                  >
                    {t("import.startOver")}
                  </Button>
                  <Link className="pf-v5-c-button pf-m-link" to={to("members", { organization: alias })}>
                    {t("handOver.toList")}
                  </Link>
                </>
              )}
            </div>
            <Table aria-label={t("import.preview")} variant="compact" gridBreakPoint="grid-xl">
              <Thead>
                <Tr>
                  <Th>{t("import.row")}</Th>
                  <Th>{t("field.userId")}</Th>
                  <Th>{t("members.column.name")}</Th>
                  <Th>{t("field.email")}</Th>
                  <Th>{t("field.roles")}</Th>
                  <Th>{t("import.result")}</Th>
                  <Th>{t("import.errors")}</Th>
                </Tr>
              </Thead>
              <Tbody>
                {work.rows.map((row) => (
                  <Tr key={row.number} data-testid={`import-row-${row.number}`}>
                    <Td dataLabel={t("import.row")}>{row.number}</Td>
                    <Td dataLabel={t("field.userId")}>{userIdOf(row) || t("import.proposed")}</Td>
                    <Td dataLabel={t("members.column.name")}>
                      {row.member.lastName} {row.member.firstName}
                    </Td>
                    <Td dataLabel={t("field.email")} className="yoyo-anywhere">
                      {row.member.email}
                    </Td>
                    <Td dataLabel={t("field.roles")}>
                      {row.member.roles
                        ?.map((name) => roles.data?.find((role) => role.name === name)?.label ?? name)
                        .join(t("console.listSeparator"))}
                    </Td>
                    <Td dataLabel={t("import.result")}>
                      <Label color={colorOf(row, work.outcomes[row.number])}>{resultText(row)}</Label>
                    </Td>
                    <Td dataLabel={t("import.errors")} className="yoyo-lines">
                      {reasonText(row)}
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </>
        )}
      </section>
    </>
  );
}

function colorOf(row: Row, outcome: KeptOutcome | undefined): "green" | "red" | "blue" | "grey" {
  if (row.errors.length > 0 || outcome?.status === "failed") {
    return "red";
  }
  if (outcome?.status === "registered" || outcome?.status === "already") {
    return "green";
  }
  return outcome?.status === "running" ? "blue" : "grey";
}
