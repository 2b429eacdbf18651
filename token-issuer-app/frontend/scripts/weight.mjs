// No page carries more than 150 KB of own style sheets and scripts, as they are before compression.
import { readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

const LIMIT = 150_000;
const assets = path.join(path.dirname(fileURLToPath(import.meta.url)), "../target/static/assets");
let total = 0;
for (const name of (await readdir(assets)).sort()) {
  const { size } = await stat(path.join(assets, name));
  console.log(`${String(size).padStart(8)}  ${name}`);
  total += size;
}
console.log(`${String(total).padStart(8)}  of ${LIMIT}`);
process.exit(total > LIMIT ? 1 : 0);
