// No page carries more than 150 KB of own style sheets and scripts, as they are before compression.
// --quiet: says something only where there is too much.
import { readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

const LIMIT = 150_000;
const assets = path.join(path.dirname(fileURLToPath(import.meta.url)), "../target/static/assets");
const lines = [];
let total = 0;
for (const name of (await readdir(assets)).sort()) {
  const { size } = await stat(path.join(assets, name));
  lines.push(`${String(size).padStart(8)}  ${name}`);
  total += size;
}
lines.push(`${String(total).padStart(8)}  of ${LIMIT} bytes of style sheets and scripts`);
const heavy = total > LIMIT;
if (heavy || !process.argv.includes("--quiet")) {
  console.log(lines.join("\n"));
}
process.exit(heavy ? 1 : 0);
