import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, it } from "vitest";

it("schema.d.ts is what the API's document says (npm run api makes it anew)", async () => {
  const document = path.join(import.meta.dirname, "../../../../docs/api/organization-admin.yaml");
  const generated = COMMENT_HEADER + astToString(await openapiTS(pathToFileURL(document)));
  const committed = readFileSync(path.join(import.meta.dirname, "schema.d.ts"), "utf8");
  expect(committed.trim()).toBe(generated.trim());
});
