import { download } from "../forms/csv";

/** The template as a workbook whose cells are text: Excel would take the zero from a telephone number. */
export async function downloadXlsxTemplate(headings: readonly string[]): Promise<void> {
  const { default: writeXlsxFile } = await import("write-excel-file/browser");
  const head = headings.map((value) => ({ value, type: String, fontWeight: "bold" as const }));
  const blank = headings.map(() => ({ value: "", type: String, format: "@" }));
  const blob = await writeXlsxFile([head, ...Array.from({ length: 100 }, () => blank)], {
    columns: headings.map(() => ({ width: 22 })),
  }).toBlob();
  download("members-template.xlsx", blob);
}
