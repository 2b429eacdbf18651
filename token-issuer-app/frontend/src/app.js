// Everything works without this script; it only saves steps.

// After a refused form the summary of its errors is where the reader goes on.
document.getElementById("error-summary")?.focus();

// A second click on the same button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // After a download the same page is still there.
  if (form.method !== "post" || form.hasAttribute("data-download")) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
});
// Back in the history: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
  }
});

// The user's menu closes with Escape and when the focus goes elsewhere.
for (const menu of document.querySelectorAll("details.yoyo-user")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
}

// What goes on in the background shows by itself, so that nothing moves under the reader's hands but this part; once it
// has come to its end the whole page is other.
const live = document.querySelector("[data-live]");
if (live) {
  // A reload would cut off what somebody has just sent.
  let sending = false;
  addEventListener("submit", () => (sending = true));
  const look = async () => {
    if (sending) {
      return;
    }
    const answer = await fetch(location.href).catch(() => undefined);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById(live.id);
      if (sending) {
        return;
      }
      if (!now?.dataset.live) {
        location.reload();
        return;
      }
      live.replaceChildren(...now.childNodes);
    }
    setTimeout(look, Number(live.dataset.live));
  };
  setTimeout(look, Number(live.dataset.live));
}
