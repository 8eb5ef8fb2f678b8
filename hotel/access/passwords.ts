import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";

/** What {@link Passwords} may be told. */
export interface PasswordOptions {
  /** log2 of scrypt's N; 15 unless told. Tests use less. */
  readonly logCost?: number;
  /** Hashes computed at once; 2 unless told: each takes 32 MB and a thread that files and name lookups need as well. */
  readonly atOnce?: number;
  /** How many may wait; 100 unless told. */
  readonly waiting?: number;
}

interface StoredHash {
  readonly logCost: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

// OWASP Password Storage Cheat Sheet, scrypt: N=2^15, r=8, p=3 is as strong as N=2^17, p=1 and takes a quarter of the memory.
const LOG_COST = 15;
const BLOCK_SIZE = 8;
const PARALLEL = 3;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

/** Hashes and checks passwords with scrypt (RFC 7914), off the main thread, a few at a time. */
export class Passwords {
  readonly #logCost: number;
  readonly #atOnce: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #decoy: Promise<string> | undefined;

  constructor(options: PasswordOptions = {}) {
    this.#logCost = options.logCost ?? LOG_COST;
    this.#atOnce = options.atOnce ?? 2;
    this.#maxWaiting = options.waiting ?? 100;
  }

  /** The text to store: `$scrypt$ln=15,r=8,p=3$salt$key`. Refuses with `overloaded` when too many wait. */
  async hash(password: string): Promise<Decision<string>> {
    if (!this.#mayWait()) return tooBusy();
    return accept(await this.#hash(password));
  }

  /**
   * Whether the password belongs to the stored text. Without one (no such account) it takes as long as with one and says no,
   * so that time does not tell which e-mail addresses have accounts. Refuses with `overloaded` when too many wait.
   */
  async verify(password: string, stored: string | undefined): Promise<Decision<boolean>> {
    if (!this.#mayWait()) return tooBusy();
    const hash = readStored(stored ?? (await this.#makeDecoy()));
    const key = await this.#inTurn(() => derive(password, hash));
    return accept(timingSafeEqual(key, hash.key) && stored !== undefined);
  }

  /** Whether the stored text was made with other costs than today's, and should be made anew at the next sign-in. */
  isOutdated(stored: string): boolean {
    const { logCost, blockSize, parallel } = readStored(stored);
    return logCost !== this.#logCost || blockSize !== BLOCK_SIZE || parallel !== PARALLEL;
  }

  async #hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const costs = { logCost: this.#logCost, blockSize: BLOCK_SIZE, parallel: PARALLEL, salt };
    const key = await this.#inTurn(() => derive(password, costs));
    const parameters = `ln=${costs.logCost},r=${BLOCK_SIZE},p=${PARALLEL}`;
    return `$scrypt$${parameters}$${salt.toString("base64url")}$${key.toString("base64url")}`;
  }

  #makeDecoy(): Promise<string> {
    this.#decoy ??= this.#hash(randomBytes(KEY_BYTES).toString("base64url"));
    return this.#decoy;
  }

  #mayWait(): boolean {
    return this.#running < this.#atOnce || this.#waiting.length < this.#maxWaiting;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The turn passes on without being given up: nobody who comes later can slip in between.
      if (next) next();
      else this.#running -= 1;
    }
  }
}

const MIN_LENGTH = 12;

/**
 * The rule for a new password: 12 to 200 characters, not the e-mail address, not one character repeated. No rules about
 * kinds of characters (NIST SP 800-63B, section 3.1.1.2). Undefined when it is good, else what is wrong.
 */
export function passwordFault(password: string, email: string): string | undefined {
  if (Array.from(password).length < MIN_LENGTH) return `A password has at least ${MIN_LENGTH} characters.`;
  if (password.length > 200) return "A password has at most 200 characters.";
  if (new Set(password).size < 4) return "A password has at least 4 different characters.";
  if (password.toLowerCase().includes(email.toLowerCase())) return "A password does not contain the e-mail address.";
  return undefined;
}

function readStored(stored: string): StoredHash {
  const [, logCost, blockSize, parallel, salt, key] = STORED.exec(stored) ?? [];
  if (salt === undefined || key === undefined) throw new TypeError("a stored password hash is malformed");
  return {
    logCost: Number(logCost),
    blockSize: Number(blockSize),
    parallel: Number(parallel),
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

function derive(password: string, hash: Omit<StoredHash, "key">): Promise<Buffer> {
  const N = 2 ** hash.logCost;
  const options = { N, r: hash.blockSize, p: hash.parallel, maxmem: 2 * 128 * N * hash.blockSize };
  return new Promise((resolve, reject) => {
    // The same password typed on another keyboard may be composed differently: NFKC (NIST SP 800-63B).
    scrypt(password.normalize("NFKC"), hash.salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function tooBusy(): ReturnType<typeof refuse> {
  return refuse("overloaded", "Too many sign-ins at once.", { retry_after: 2 });
}
