// One style sheet and one script: PatternFly's base and the components that the pages use, the design tokens of all of
// Yoyo ID, the app's own. Rules of PatternFly for classes that no template names are left out.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build, transform } from "esbuild";
import postcss from "postcss";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "..");
const out = path.join(root, "target/static/assets");
const patternfly = path.dirname(
  createRequire(import.meta.url).resolve("@patternfly/patternfly/package.json"),
);

// A page may use any part of these; a new component is added here.
const COMPONENTS = [
  "Alert",
  "Breadcrumb",
  "Button",
  "Check",
  "DescriptionList",
  "EmptyState",
  "Form",
  "FormControl",
  "Label",
  "Progress",
  "Radio",
  "Table",
];

const tokens = path.resolve(
  root,
  "../../themes/src/main/resources/theme/yoyo/common/resources/css/tokens.css",
);

// Icons and fonts of PatternFly are not used: no address may lead out of this style sheet.
const withoutFonts = (css) =>
  css.replace(/@font-face\s*\{[^}]*\}/g, "").replace(/url\((?!["']?data:)[^)]*\)/g, "none");

const parts = [
  withoutFonts(await readFile(path.join(patternfly, "patternfly-base.css"), "utf8")),
  ...(await Promise.all(
    COMPONENTS.map(async (name) => {
      const file = name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
      return withoutFonts(
        await readFile(path.join(patternfly, "components", name, `${file}.css`), "utf8"),
      );
    }),
  )),
  await readFile(tokens, "utf8"),
  await readFile(path.join(root, "src/app.css"), "utf8"),
];

/** Templates and scripts: a class that none of them names is on no page. */
async function sources(folder, endings) {
  const names = await readdir(folder, { recursive: true });
  const wanted = names.filter((name) => endings.some((ending) => name.endsWith(ending)));
  return (await Promise.all(wanted.map((name) => readFile(path.join(folder, name), "utf8")))).join("\n");
}

const pages =
  (await sources(path.resolve(root, "../src/main/resources/templates"), [".ftlh"])) +
  (await sources(path.join(root, "src"), [".js"]));
// Names that macros put together from parts.
const COMPOSED = ["success", "danger", "warning", "info", "green", "red", "gold", "blue"].map(
  (end) => `pf-m-${end}`,
);
const used = new Set([...COMPOSED, ...(pages.match(/pf-[A-Za-z0-9_-]+/g) ?? [])]);

function prune(css) {
  const sheet = postcss.parse(css);
  sheet.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) {
      return;
    }
    const selectors = rule.selectors.filter((selector) =>
      (selector.match(/\.pf-[A-Za-z0-9_-]+/g) ?? []).every((name) => used.has(name.slice(1))),
    );
    if (selectors.length === 0) {
      rule.remove();
    } else if (selectors.length < rule.selectors.length) {
      rule.selectors = selectors;
    }
  });
  // Variables that nothing reads any more; those that only they read go with them.
  for (let removed = true; removed; ) {
    removed = false;
    const read = new Set();
    sheet.walkDecls((declaration) => {
      for (const match of declaration.value.matchAll(/var\(\s*(--[A-Za-z0-9_-]+)/g)) {
        read.add(match[1]);
      }
    });
    sheet.walkDecls(/^--pf-/, (declaration) => {
      if (!read.has(declaration.prop)) {
        declaration.remove();
        removed = true;
      }
    });
  }
  sheet.walkRules((rule) => {
    if (rule.nodes.length === 0) {
      rule.remove();
    }
  });
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) {
      rule.remove();
    }
  });
  return sheet.toString();
}

await mkdir(out, { recursive: true });
const css = await transform(prune(parts.join("\n")), { loader: "css", minify: true, target: "es2022" });
await writeFile(path.join(out, "app.css"), css.code);

const scripts = (await readdir(path.join(root, "src"))).filter((name) => name.endsWith(".js"));
await build({
  entryPoints: scripts.map((name) => path.join(root, "src", name)),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  outdir: out,
  logLevel: "warning",
});
