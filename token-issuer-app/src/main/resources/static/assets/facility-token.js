// Copies the token; without this script it can be selected with two clicks.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    document.getElementById("copied").textContent = button.dataset.copied;
  });
}
// Back in the history there is nothing to be seen any more.
window.addEventListener("pagehide", () => {
  document.getElementById("facility-token").value = "";
});
