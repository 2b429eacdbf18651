import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import lock from "../package-lock.json" with { type: "json" };
import stockWeight from "../scripts/stock-weight.json" with { type: "json" };

const PACKAGE = "@keycloak/keycloak-account-ui";

/** The version of the server that runs: the parent pom's. */
function serverVersion(): string | undefined {
  const pom = readFileSync(new URL("../../../pom.xml", import.meta.url), "utf8");
  return /<keycloak\.version>(.+)<\/keycloak\.version>/.exec(pom)?.[1];
}

test("the stock pages are those of the server", () => {
  expect(serverVersion()).toBeDefined();
  expect(packageJson.dependencies[PACKAGE]).toBe(serverVersion());
  expect(lock.packages[`node_modules/${PACKAGE}`].version).toBe(serverVersion());
});

test("the weight is compared with the server's own console", () => {
  expect(stockWeight.version).toBe(serverVersion());
});
