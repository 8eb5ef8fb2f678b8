import type { Frame } from "./profile.ts";

/** A part of what the API process does, and how its files are called. */
interface Part {
  readonly name: string;
  readonly files: RegExp;
}

const SENDING = /^(writeUtf8String|writeLatin1String|writeBuffer|writev|writeAsciiString)$/;
const TO_DATABASE = /\/(hotel\/database\/|node_modules\/pg)/;

// The first that names a file of the stack, from the function that ran outwards, so that what Node does for somebody is theirs.
const PARTS: readonly Part[] = [
  { name: "events: moving the outbox on", files: /\/hotel\/events\/(?!outbox)/ },
  {
    name: "rows to write: columns of a batch",
    files: /\/hotel\/(database\/column|events\/outbox|reservations\/admission\/write|[a-z]+\/\w+_rows)/,
  },
  { name: "driver: packets there, rows back", files: /\/hotel\/database\/|\/node_modules\/pg/ },
  { name: "key and fingerprint", files: /\/hotel\/(http\/idempotency|reservations\/key_rows)/ },
  {
    name: "deciding",
    files: /\/hotel\/(reservations\/(decisions|admission\/books|presentation)|inventory|rates|properties)/,
  },
  { name: "lane and batch", files: /\/hotel\/reservations\/admission\// },
  {
    name: "route, schemas, headers, metrics",
    files: /\/hotel\/|\/node_modules\/(ajv|@prometheus-io|fast-json-stringify|pino)/,
  },
  { name: "fastify", files: /\/node_modules\// },
];

/** The part that a stack of the API process belongs to. */
export function partOf(stack: readonly Frame[]): string {
  const [first] = stack;
  if (first === undefined) return "unknown";
  if (first.functionName === "(idle)") return "waiting";
  if (first.functionName === "(garbage collector)") return "garbage collection";
  if (SENDING.test(first.functionName)) {
    return stack.some(({ url }) => TO_DATABASE.test(url)) ? "sending to PostgreSQL" : "sending replies";
  }
  for (const { url } of stack) {
    const part = PARTS.find(({ files }) => files.test(url));
    if (part !== undefined) return part.name;
  }
  return "Node: sockets, HTTP parser, queues";
}
