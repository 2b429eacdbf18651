/** With this in front Excel takes a CSV file for UTF-8. */
export const byteOrderMark = "\ufeff";

/** Excel computes cells that begin like this; a name must not be able to do that on somebody else's computer. */
const formula = /^[=+\-@＝＋－＠\t\r]/;

export function neutralized(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** RFC 4180 with a byte order mark; cells that would be formulas are text. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => neutralized(cell))
      .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(",");
  return byteOrderMark + rows.map((row) => `${line(row)}\r\n`).join("");
}

/** Gives a file to the user. */
export function download(name: string, content: string | Blob): void {
  const blob = typeof content === "string" ? new Blob([content], { type: "text/csv;charset=utf-8" }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
