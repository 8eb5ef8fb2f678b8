import { readFile, writeFile } from "node:fs/promises";
import { operationsText, type ApiDescription } from "./operations_text.ts";

/** `npm run sdk`: writes the types of the API's calls from openapi.json. A test compares them. */
const DESCRIPTION = new URL("../../openapi.json", import.meta.url);
const GENERATED = new URL("../src/generated/operations.ts", import.meta.url);

const description = JSON.parse(await readFile(DESCRIPTION, "utf8")) as ApiDescription;
await writeFile(GENERATED, operationsText(description));
