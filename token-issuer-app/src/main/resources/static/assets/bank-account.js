// Suggests banks and branches while one types. Without this script the form's own search does the same.
const form = document.getElementById("bank-account-form");

function suggest(field, list, address, choose) {
  if (!field || !list) {
    return;
  }
  let waiting;
  field.addEventListener("input", () => {
    const chosen = [...list.options].find((option) => option.value === field.value);
    if (chosen) {
      choose(chosen.dataset.code);
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value;
      const answer = await fetch(address(typed), { headers: { Accept: "application/json" } }).catch(() => undefined);
      // An answer that comes late, or none, changes nothing.
      if (!answer?.ok || field.value !== typed) {
        return;
      }
      const found = await answer.json();
      list.replaceChildren(
        ...found.map(({ code, name, kana }) => {
          const option = document.createElement("option");
          option.value = `${code} ${name}`;
          option.label = kana;
          option.dataset.code = code;
          return option;
        }),
      );
    }, 250);
  });
}

if (form) {
  const { bankQuery, bank, branchQuery, branch } = form.elements;
  suggest(
    bankQuery,
    document.getElementById("bank-suggestions"),
    (typed) => `/bank-account/suggestions/banks?q=${encodeURIComponent(typed)}`,
    (code) => {
      if (bank.value !== code) {
        bank.value = code;
        branch.value = "";
        branchQuery.value = "";
      }
    },
  );
  suggest(
    branchQuery,
    document.getElementById("branch-suggestions"),
    (typed) =>
      `/bank-account/suggestions/branches?bank=${encodeURIComponent(bank.value)}&q=${encodeURIComponent(typed)}`,
    (code) => {
      branch.value = code;
    },
  );
}
