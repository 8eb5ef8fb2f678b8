import { appendFileSync } from "node:fs";
import { newOperation, WRITES, type Operation, type Outcome } from "./operation.ts";

/** What an answer has told about an operation; nothing but the outcome when it did not come. */
export type Completion = { readonly outcome: Exclude<Outcome, "pending"> } & Partial<
  Pick<Operation, "status" | "code" | "replayed" | "seen" | "fullNights" | "found" | "quoted" | "inTheWay" | "version">
>;

/** Counts of ends by outcome. */
export interface Tally {
  ok: number;
  refused: number;
  unknown: number;
}

/**
 * What the clients did, in the order of its beginnings and ends. Keeps the operations since the last check; a file, when one is named,
 * gets a line before each operation is sent and one when it has ended.
 */
export class History {
  readonly tally: Tally = { ok: 0, refused: 0, unknown: 0 };
  /** How many ended how, by kind and outcome as in `book ok`, and refusals by their code as in `refused no_availability`. */
  readonly counts = new Map<string, number>();
  readonly #file: string | undefined;
  #operations: Operation[] = [];
  #nextId = 1;
  #clock = 0;
  #lastSuccess = 0;

  constructor(file?: string) {
    this.#file = file;
  }

  /** When a write succeeded last, by `performance.now()`. */
  get lastWriteAt(): number {
    return this.#lastSuccess;
  }

  /** Writes down an operation that is about to be sent. */
  invoke(asked: Omit<Parameters<typeof newOperation>[0], "id" | "invoked">): Operation {
    const operation = newOperation({ ...asked, id: this.#nextId, invoked: (this.#clock += 1) });
    this.#nextId += 1;
    this.#operations.push(operation);
    this.#write({ invoke: operation.id, ...operation });
    return operation;
  }

  /** Writes down how it has ended. What ended as unknown may take effect at any later time. */
  complete(operation: Operation, completion: Completion): void {
    Object.assign(operation, completion);
    this.#clock += 1;
    operation.completedAt = Date.now();
    this.tally[completion.outcome] += 1;
    this.#count(`${operation.kind} ${operation.outcome}`);
    if (operation.outcome === "refused") this.#count(`refused ${operation.code}`);
    if (operation.outcome === "unknown" && operation.status > 0) this.#count(`unknown by status ${operation.status}`);
    if (operation.replayed) this.#count("replayed");
    if (completion.outcome !== "unknown") operation.completed = this.#clock;
    if (operation.quote !== undefined) this.#count(`by quote ${operation.outcome}`);
    for (const { rule } of operation.inTheWay) this.#count(`in the way ${rule}`);
    if (completion.outcome === "ok" && WRITES.has(operation.kind)) this.#lastSuccess = performance.now();
    this.#write({ complete: operation.id, at: this.#clock, ...completion });
  }

  /** The operations since the last call, all of them ended. */
  take(): Operation[] {
    const taken = this.#operations;
    this.#operations = [];
    return taken;
  }

  /** How many operations wait for the next check. */
  get size(): number {
    return this.#operations.length;
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  #write(line: object): void {
    if (this.#file === undefined) return;
    appendFileSync(
      this.#file,
      `${JSON.stringify(line, (_key, value: unknown) => (value instanceof Map ? [...value] : value))}\n`,
    );
  }
}
