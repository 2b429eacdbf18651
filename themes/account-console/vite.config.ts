import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";
import { defineConfig, type Plugin } from "vite";

const here = path.dirname(fileURLToPath(import.meta.url));
const accountUiStyles = path.join(here, "node_modules/@keycloak/keycloak-account-ui/lib/keycloak-account-ui.css");

/**
 * PatternFly's components bring their style sheets along. Most of them are in the account UI's one style sheet already;
 * loaded a second time, after ours, they would overrule what we changed. Those are left out, the others stay.
 */
function patternflyStylesOnce(): Plugin {
  const loaded = new Set(readFileSync(accountUiStyles, "utf8").match(/\.pf-v5-[\w-]+/g));
  return {
    name: "patternfly-styles-once",
    enforce: "pre",
    load(id) {
      const file = id.split("?")[0] ?? id;
      if (!file.includes("@patternfly/react-styles") || !file.endsWith(".css")) {
        return null;
      }
      const classes = readFileSync(file, "utf8").match(/\.pf-v5-c-[\w-]+/g) ?? [];
      return classes.every((name) => loaded.has(name)) ? "" : null;
    },
  };
}

/** PatternFly's utility classes are half a megabyte; the stock pages use some thirty of them. */
function utilitiesInUse(): Plugin {
  const library = path.dirname(accountUiStyles);
  const script = readdirSync(library).find((name) => /^index-.*\.js$/.test(name)) ?? "";
  const used = new Set(readFileSync(path.join(library, script), "utf8").match(/pf-v5-u-[\w-]+/g));
  const isUsed = (selector: string) => {
    const classes = selector.match(/pf-v5-[\w-]+/g);
    return classes !== null && classes.every((name) => used.has(name));
  };
  return {
    name: "utilities-in-use",
    enforce: "pre",
    load(id) {
      if (!id.endsWith("/patternfly-addons.css")) {
        return null;
      }
      const styles = postcss.parse(readFileSync(id, "utf8"));
      styles.walkRules((rule) => {
        rule.selectors.some(isUsed) ? (rule.selectors = rule.selectors.filter(isUsed)) : rule.remove();
      });
      styles.walkAtRules((rule) => {
        if (rule.nodes?.length === 0) {
          rule.remove();
        }
      });
      return styles.toString();
    },
  };
}

/**
 * The account UI's bundle makes a lazy page of every stock page, in calls that nobody may drop unasked. Marked as free of
 * effects, those that this console does not show go.
 */
function stockPagesOnDemand(): Plugin {
  return {
    name: "stock-pages-on-demand",
    enforce: "pre",
    transform(code, id) {
      const lazy = /@keycloak\/keycloak-account-ui\/lib\/index-.*\.js$/.test(id) && /\blazy as (\w+)/.exec(code)?.[1];
      if (!lazy) {
        return null;
      }
      return { code: code.replaceAll(` = ${lazy}(`, ` = /* @__PURE__ */ ${lazy}(`), map: null };
    },
  };
}

export default defineConfig({
  // Relative: the theme's address contains a version and may lie below a path of the server's.
  base: "./",
  plugins: [patternflyStylesOnce(), utilitiesInUse(), stockPagesOnDemand()],
  resolve: {
    alias: { "keycloak-account-ui.css": accountUiStyles },
    dedupe: ["react", "react-dom", "react-i18next", "react-router-dom", "i18next"],
  },
  server: { origin: "http://localhost:5174", cors: true },
  build: {
    outDir: "target/theme/yoyo/account/resources",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    sourcemap: false,
    rollupOptions: {
      input: "src/main.tsx",
      // The page's import map has these three, as for the stock console.
      external: ["react", "react/jsx-runtime", "react-dom"],
      treeshake: {
        // One bundle with every stock page in it; without this the pages that we leave out stay in.
        moduleSideEffects: (id) => !id.includes("@keycloak/keycloak-account-ui/lib/") || id.endsWith(".css"),
      },
    },
  },
});
