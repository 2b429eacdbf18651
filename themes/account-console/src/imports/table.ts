/** Lines of cells as they stand in a file, the first line included; cells are text. */
export type TableData = string[][];

export type UnreadableReason = "unreadable" | "tooLarge" | "encoding";

export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";

  constructor(readonly reason: UnreadableReason) {
    super(reason);
  }
}

const largest = 5 * 1024 * 1024;

/** The first bytes of a ZIP archive, which an XLSX file is. */
const zip = [0x50, 0x4b, 0x03, 0x04];

export async function readFile(file: Blob): Promise<TableData> {
  if (file.size > largest) {
    throw new UnreadableFile("tooLarge");
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  // By its contents: names lie.
  return zip.every((byte, index) => bytes[index] === byte) ? readXlsx(file) : readCsv(decode(bytes));
}

/** Text of a CSV file: UTF-8, what Excel calls "Unicode text", or what Japanese Excel writes (CP932). */
export function decode(bytes: Uint8Array): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "shift_jis"];
  for (const encoding of marked) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) {
        return text;
      }
    } catch {
      // Not this one.
    }
  }
  throw new UnreadableFile("encoding");
}

/** Comma or tab between the cells: a table copied from Excel has tabs. */
export async function readCsv(text: string): Promise<TableData> {
  const { default: Papa } = await import("papaparse");
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), {
    delimitersToGuess: ["\t", ",", ";"],
  });
  return data;
}

async function readXlsx(file: Blob): Promise<TableData> {
  const { readSheet } = await import("read-excel-file/browser");
  try {
    const sheet = await readSheet(file);
    return sheet.map((row) => row.map((cell) => (cell === null || cell === undefined ? "" : String(cell))));
  } catch {
    throw new UnreadableFile("unreadable");
  }
}
