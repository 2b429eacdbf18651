// What the parent theme's template.ftl writes into each page as inline script, driven by data attributes instead,
// so that the pages also work under a content security policy without 'unsafe-inline'.
import { checkAuthSession, startSessionPolling } from "./authChecker.js";

const { ssoUrl, authSessionHash } = document.body.dataset;
if (ssoUrl) startSessionPolling(ssoUrl);
if (authSessionHash) checkAuthSession(authSessionHash);

// A second click must not send a form twice: the second answer would be "page expired".
document.querySelectorAll("form[data-submit-once]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.submitted) {
      event.preventDefault();
      return;
    }
    form.dataset.submitted = "true";
    form.setAttribute("aria-busy", "true");
  });
});

// A page taken from the back/forward cache can be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-submitted]").forEach((form) => {
    delete form.dataset.submitted;
    form.removeAttribute("aria-busy");
  });
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-once-link]");
  if (!link) return;
  if (link.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  const { disabledClass } = link.dataset;
  if (disabledClass) link.classList.add(...disabledClass.trim().split(/\s+/));
  link.setAttribute("role", "link");
  link.setAttribute("aria-disabled", "true");
});
