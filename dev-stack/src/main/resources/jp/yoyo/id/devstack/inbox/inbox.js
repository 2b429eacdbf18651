"use strict";

const PAGE = 50;
const REFRESH_MILLIS = 3000;
const byId = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat("ja-JP", {
  timeZone: "Asia/Tokyo", year: "numeric", month: "long", day: "numeric", weekday: "short",
  hour: "numeric", minute: "2-digit", second: "2-digit",
});

// 2026年6月1日（月）, as everywhere in the product
const formatted = (date) => time.format(new Date(date)).replace("(", "（").replace(")", "）");

let shown = PAGE;
let listed = "";
let open = null;
let wantsText = false;

async function messages() {
  const query = new URLSearchParams({ search: byId("search").value, summary: true, max: shown });
  const answer = await fetch("/api/messages?" + query);
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

async function refresh() {
  try {
    list(await messages());
  } catch {
    byId("count").textContent = "受信箱に接続できません。停止している場合は、起動し直してください。";
    listed = "";
  }
}

function list({ total, messages: found }) {
  const state = JSON.stringify([total, found.map((mail) => mail.id), open, byId("search").value]);
  if (state === listed) {
    return; // leaves focus and selection alone
  }
  listed = state;
  const focused = document.activeElement?.getAttribute?.("href");
  byId("count").textContent = total === 0 ? "" : `${total.toLocaleString("ja-JP")}件`;
  byId("messages").replaceChildren(...found.map(item));
  byId("messages").hidden = total === 0;
  if (focused?.startsWith("#/")) {
    byId("messages").querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  }
  const searching = byId("search").value.trim() !== "";
  byId("empty").hidden = total !== 0;
  byId("empty-title").textContent = searching ? "該当するメールはありません。" : "メールはまだ届いていません。";
  byId("empty-text").textContent = searching
    ? "検索する語を変えてください。" : "メールが届くと、自動的に表示されます。";
  byId("more").hidden = total <= found.length;
  byId("delete").disabled = total === 0 && !searching;
}

function item(mail) {
  const link = document.createElement("a");
  link.href = "#/" + mail.id;
  if (mail.id === open) {
    link.setAttribute("aria-current", "true");
  }
  link.append(
    part("subject", mail.subject || "（件名なし）"),
    part("to", "宛先 " + mail.to.join(", ")),
    part("date", formatted(mail.date)),
  );
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

function part(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

async function route() {
  const id = /^#\/(\d+)$/.exec(location.hash)?.[1] ?? null;
  let mail = null;
  if (id !== null) {
    const answer = await fetch("/api/messages/" + id).catch(() => null);
    mail = answer?.ok ? await answer.json() : null;
  }
  open = mail === null ? null : mail.id;
  byId("main").classList.toggle("one", mail !== null);
  byId("choose").hidden = mail !== null;
  byId("detail").hidden = mail === null;
  if (mail !== null) {
    show(mail);
    byId("message").focus({ preventScroll: true });
  }
  await refresh();
}

function show(mail) {
  document.title = `${mail.subject} | 受信箱 | 予予ID`;
  byId("subject").textContent = mail.subject || "（件名なし）";
  byId("from").textContent = mail.from;
  byId("to").textContent = mail.to.join(", ");
  byId("date").textContent = formatted(mail.date);
  byId("date").dateTime = mail.date;
  byId("source").href = `/api/messages/${mail.id}/source`;
  byId("text").textContent = mail.text;
  byId("html").src = `/api/messages/${mail.id}/html`;
  byId("show-html").disabled = mail.html === "";
  byId("show-text").disabled = mail.text === "";
  choose(mail.text !== "" && (wantsText || mail.html === ""), mail);
  byId("show-html").onclick = () => { wantsText = false; choose(false, mail); };
  byId("show-text").onclick = () => { wantsText = true; choose(true, mail); };
}

function choose(text, mail) {
  byId("html").hidden = text || mail.html === "";
  byId("text").hidden = !text;
  byId("nothing").hidden = mail.text !== "" || mail.html !== "";
  byId("show-html").setAttribute("aria-pressed", String(!text));
  byId("show-text").setAttribute("aria-pressed", String(text));
}

byId("search-form").addEventListener("submit", (event) => event.preventDefault());
byId("search").addEventListener("input", () => { shown = PAGE; refresh(); });
byId("more").addEventListener("click", () => { shown += PAGE; refresh(); });
byId("delete").addEventListener("click", () => byId("confirm").showModal());
byId("cancel").addEventListener("click", () => byId("confirm").close());
byId("delete-all").addEventListener("click", async () => {
  await fetch("/api/messages", { method: "DELETE" }).catch(() => null);
  byId("confirm").close();
  location.hash = "";
  listed = "";
  await refresh();
});
addEventListener("hashchange", route);
setInterval(() => { if (!document.hidden) { refresh(); } }, REFRESH_MILLIS);
document.addEventListener("visibilitychange", refresh);
route();
