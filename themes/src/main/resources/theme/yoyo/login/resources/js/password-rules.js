// Ticks off the rules for a new password while it is typed. The page says all of it without this script, and the server
// checks again; counting follows Keycloak's policy providers, which count UTF-16 units.
const rules = document.getElementById("yoyo-password-rules");
const password = document.getElementById(rules.dataset.password);
const confirmation = document.getElementById(rules.dataset.confirmation);
const match = document.getElementById("yoyo-password-match");

const count = (value, pattern) => value.split("").filter((unit) => pattern.test(unit)).length;
const checks = {
  length: (value, limit) => value.length >= limit,
  maxLength: (value, limit) => value.length <= limit,
  lowerCase: (value, limit) => count(value, /\p{Lowercase}/u) >= limit,
  upperCase: (value, limit) => count(value, /\p{Uppercase}/u) >= limit,
  digits: (value, limit) => count(value, /\p{Nd}/u) >= limit,
  specialChars: (value, limit) => count(value, /[^\p{L}\p{Nd}]/u) >= limit,
  notContainsUserId: (value) => {
    const userId = rules.dataset.userId.toLowerCase();
    return !userId || !value.toLowerCase().includes(userId);
  },
};

const items = Array.from(rules.querySelectorAll("li[data-rule]"), (item) => {
  const state = document.createElement("span");
  state.className = "yoyo-rules__state";
  item.append(" ", state);
  return { item, state, met: checks[item.dataset.rule], limit: Number(item.dataset.value) };
});

function showRules() {
  for (const { item, state, met, limit } of items) {
    if (password.value === "") {
      delete item.dataset.state;
      state.textContent = "";
      continue;
    }
    const isMet = met(password.value, limit);
    item.dataset.state = isMet ? "met" : "unmet";
    state.textContent = isMet ? rules.dataset.met : rules.dataset.unmet;
  }
}

function showMatch() {
  if (confirmation.value === "" || password.value === "") {
    match.textContent = "";
    delete match.dataset.state;
    return;
  }
  const matches = confirmation.value === password.value;
  // While the second one is being typed it is unfinished, not wrong.
  const unfinished = !matches && document.activeElement === confirmation && password.value.startsWith(confirmation.value);
  match.textContent = unfinished ? "" : matches ? rules.dataset.match : rules.dataset.mismatch;
  match.dataset.state = matches ? "met" : "unmet";
}

password.addEventListener("input", showRules);
for (const field of [password, confirmation]) {
  field.addEventListener("input", showMatch);
  field.addEventListener("blur", showMatch);
}
showRules();
showMatch();
