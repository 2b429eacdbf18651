// Copy, download and print of the recovery codes. Without this script they can be written down from the page.
const actions = document.getElementById("yoyo-recovery-actions");
const { header, description, date, copied } = actions.dataset;
const codes = Array.from(document.querySelectorAll("#kc-recovery-codes-list li"), (item) => item.textContent.trim());
const list = codes.map((code, index) => `${index + 1}: ${code}`).join("\r\n");

function file() {
  const now = new Date().toLocaleString(document.documentElement.lang);
  return [header, list, description, `${date} ${now}`].join("\r\n\r\n");
}

document.getElementById("copyRecoveryCodes").addEventListener("click", async () => {
  await navigator.clipboard.writeText(list);
  document.getElementById("yoyo-recovery-copied").textContent = copied;
});

document.getElementById("downloadRecoveryCodes").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file()], { type: "text/plain;charset=utf-8" }));
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
});

document.getElementById("printRecoveryCodes").addEventListener("click", () => window.print());

// A page that is not served over https has no clipboard.
document.getElementById("copyRecoveryCodes").hidden = !navigator.clipboard;
actions.hidden = false;
