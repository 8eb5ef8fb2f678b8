import { isIP } from "node:net";

/** How much one principal, or one address of callers who are not signed in, may ask of the API. */
export interface RateLimit {
  readonly requestsPerMinute: number;
  /** Attempts that guess a secret: signing in, finding a booking by its code. */
  readonly attemptsPerMinute: number;
}

const USUAL_RATE: RateLimit = { requestsPerMinute: 600, attemptsPerMinute: 20 };

/** `on` or `off`. Every parser of this file throws an error whose message goes on after the name of the variable. */
export function onOff(text: string): boolean {
  if (text === "on" || text === "off") return text === "on";
  throw new Error("must be on or off");
}

/** A parser of whole numbers in decimal digits from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new Error(`must be a whole number from ${least} to ${most}`);
  };
}

/** A parser of one of these words. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    throw new Error(`must be one of ${words.join(", ")}`);
  };
}

/** A parser of secrets; the message does not repeat them. */
export function notShorterThan(characters: number): (text: string) => string {
  return (text) => {
    if (text.length >= characters) return text;
    throw new Error(`must have at least ${characters} characters`);
  };
}

/** A name or an IP address to listen on. */
export function hostAddress(text: string): string {
  if (isIP(text) !== 0 || /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?$/.test(text)) return text;
  throw new Error("must be an IP address or a host name");
}

/** Something that can be an e-mail address; only a message sent there could tell more. In lower case. */
export function emailAddress(text: string): string {
  if (text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text)) return text.toLowerCase();
  throw new Error("must be an e-mail address");
}

/** A PostgreSQL connection URL; the message does not repeat it, for the password in it. */
export function postgresUrl(text: string): string {
  if (/^postgres(ql)?:\/\/[^/?#]*\/[^/?#]+/.test(text)) return text;
  throw new Error("must have the form postgresql://user:password@host:port/database");
}

/** A URL of Redis or Valkey, with TLS as `rediss://`; the message does not repeat it, for the password in it. */
export function redisUrl(text: string): string {
  if (/^rediss?:\/\/[^/?#]+(\/\d{0,5})?$/.test(text) && URL.canParse(text)) return text;
  throw new Error("must have the form redis://user:password@host:port/number, or rediss:// with TLS");
}

/** `on` for the usual limits, `off`, or requests and attempts a minute: `600,20`. */
export function rateLimit(text: string): RateLimit | undefined {
  if (text === "on") return USUAL_RATE;
  if (text === "off") return undefined;
  const found = /^(\d{1,7}),(\d{1,7})$/.exec(text);
  const [requestsPerMinute, attemptsPerMinute] = [Number(found?.[1]), Number(found?.[2])];
  if (requestsPerMinute > 0 && attemptsPerMinute > 0) return { requestsPerMinute, attemptsPerMinute };
  throw new Error("must be on, off, or two numbers above 0: requests and sign-in attempts a minute, as in 600,20");
}

/** `off`, the number of proxies in front, or their addresses and networks, comma-separated. Never everybody: that could be the client. */
export function trustedProxies(text: string): false | number | string[] {
  if (text === "off") return false;
  if (/^[1-9]$/.test(text)) return Number(text);
  const networks = text.split(",").map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  throw new Error("must be off, the number of proxies from 1 to 9, or their addresses, as in 10.0.0.0/8,127.0.0.1");
}

function isNetwork(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const longest = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) !== 0 &&
    rest.length === 0 &&
    (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest))
  );
}

/** The address of a search server, perhaps with a user and a path; the message does not repeat it, for the password in it. */
export function searchServerUrl(text: string): string {
  const url = URL.canParse(text) && /^https?:\/\//i.test(text) ? new URL(text) : undefined;
  const hasUserOrNone = url !== undefined && (url.username !== "" || url.password === "");
  const isWhole = url !== undefined && url.hostname !== "" && !/[?#]/.test(text) && hasUserOrNone;
  if (isWhole && isDecodable(url.username) && isDecodable(url.password)) return text;
  throw new Error("must have the form http://user:password@host:port or https://..., without ? and #");
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
