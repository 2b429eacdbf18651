// What the start page makes a plain member download, compared with the stock console of the same Keycloak.
//
//   npm run weight                          against the recorded figure of the stock console
//   npm run weight -- --stock <resources>   against its files (theme keycloak.v3, account/resources), and records the figure
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const allowedGrowth = 0.1;
const here = path.dirname(fileURLToPath(import.meta.url));
const module = path.dirname(here);
const recordFile = path.join(here, "stock-weight.json");
const version = JSON.parse(readFileSync(path.join(module, "package.json"), "utf8")).dependencies[
  "@keycloak/keycloak-account-ui"
];

const gzipped = (file) => gzipSync(readFileSync(file)).length;

/** The files of a page: the entry, the chunks that it and the given lazy parts import, and their style sheets. */
function files(resources, lazyParts) {
  const manifest = JSON.parse(readFileSync(path.join(resources, ".vite/manifest.json"), "utf8"));
  const seen = new Set();
  const found = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${resources} has no ${key}`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(path.join(resources, file));
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  ["src/main.tsx", ...lazyParts].forEach(visit);
  return [...found];
}

const sum = (list) => list.reduce((total, file) => total + gzipped(file), 0);

const stockOption = process.argv.indexOf("--stock");
if (stockOption > 0) {
  const stock = sum(files(process.argv[stockOption + 1], ["src/personal-info/PersonalInfo.tsx"]));
  writeFileSync(recordFile, `${JSON.stringify({ version, gzippedBytes: stock }, null, 2)}\n`);
}
const stock = JSON.parse(readFileSync(recordFile, "utf8"));
if (stock.version !== version) {
  throw new Error(`The recorded weight is that of ${stock.version}, not of ${version}: measure it anew with --stock.`);
}

const own = files(path.join(module, "target/theme/yoyo/account/resources"), []);
// The server adds these: the theme's style sheet, and our texts to its message bundle.
const added = [
  path.join(module, "../src/main/resources/theme/yoyo/common/resources/css/tokens.css"),
  path.join(module, "messages/messages_ja.properties"),
].filter((file) => existsSync(file));
const total = sum([...own, ...added]);
const growth = total / stock.gzippedBytes - 1;
for (const file of [...own, ...added]) {
  console.log(`${String(gzipped(file)).padStart(8)}  ${path.relative(module, file)}`);
}
console.log(
  `start page: ${total} bytes gzipped, stock console ${stock.gzippedBytes}: ${growth < 0 ? "" : "+"}${(growth * 100).toFixed(1)} %`,
);
if (growth > allowedGrowth) {
  console.error(`More than ${allowedGrowth * 100} % above the stock console.`);
  process.exitCode = 1;
}
