import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { readAgreedRate, writeAgreedRate, type AgreedRateDocument } from "../../rates/agreed_rate.ts";
import type { Buyer } from "../../rates/stay_ask.ts";
import type { RatedWish } from "../decisions/rate_stay.ts";
import type { Quote, QuotedStay } from "./quote.ts";

const PREFIX = "lrq_";
const SIGNATURE_BYTES = 32;
/** Raised when the shape of the document changes: a quote of another version is no quote. */
const VERSION = 1;
/** A quote of 50 rooms for 90 nights is some 400 KB before it is compressed. */
const MOST_BYTES = 2_000_000;

/**
 * A quote as the text that its holder brings back: `lrq_` and, in base64url, an HMAC-SHA256 and the compressed document that
 * it signs. Nothing is stored, so a quote costs the hotel nothing and every node can read it.
 */
export function sealQuote(secret: KeyObject, quote: Quote): string {
  const document: QuoteDocument = {
    version: VERSION,
    hotelId: quote.hotelId,
    currency: quote.currency,
    expiresAt: quote.expiresAt.getTime(),
    buyer: quote.buyer,
    stays: quote.stays.map(({ wish, nightly, rate, totalMinor }) => ({
      wish,
      prices: nightly.map(({ priceMinor }) => priceMinor),
      ratePlanId: rate.ratePlanId,
      rate: JSON.parse(writeAgreedRate(rate)) as AgreedRateDocument,
      totalMinor,
    })),
  };
  const content = deflateRawSync(JSON.stringify(document));
  return PREFIX + Buffer.concat([signatureOf(secret, content), content]).toString("base64url");
}

/** The quote; undefined when the text is no quote of this installation or was changed. Whether it has run out is not asked here. */
export function openQuote(secret: KeyObject, text: string): Quote | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const bytes = Buffer.from(text.slice(PREFIX.length), "base64url");
  const content = bytes.subarray(SIGNATURE_BYTES);
  if (content.length === 0 || !timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), signatureOf(secret, content))) {
    return undefined;
  }
  // Only what this installation has signed gets so far; the limit is for a mistake of ours.
  const document = JSON.parse(
    inflateRawSync(content, { maxOutputLength: MOST_BYTES }).toString("utf8"),
  ) as QuoteDocument;
  return document.version === VERSION ? quoteOf(document) : undefined;
}

interface QuoteDocument {
  readonly version: number;
  readonly hotelId: number;
  readonly currency: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly buyer: Buyer;
  readonly stays: readonly {
    readonly wish: Omit<RatedWish, "ratePlanId"> & { readonly ratePlanId?: number | undefined };
    /** Night by night from arrival. */
    readonly prices: readonly number[];
    readonly ratePlanId: number;
    readonly rate: AgreedRateDocument;
    readonly totalMinor: number;
  }[];
}

function quoteOf({ hotelId, currency, expiresAt, buyer, stays }: QuoteDocument): Quote {
  return { hotelId, currency, expiresAt: new Date(expiresAt), buyer, stays: stays.map(stayOf) };
}

function stayOf({ wish, prices, ratePlanId, rate, totalMinor }: QuoteDocument["stays"][number]): QuotedStay {
  const agreed = readAgreedRate(ratePlanId, rate);
  if (agreed === undefined) throw new TypeError("a quote has a rate for every stay");
  const nightly = prices.map((priceMinor, index) => ({ night: wish.dates.arrival + index, priceMinor }));
  return { wish: { ...wish, ratePlanId: wish.ratePlanId }, nightly, rate: agreed, totalMinor };
}

function signatureOf(secret: KeyObject, content: Buffer): Buffer {
  return createHmac("sha256", secret).update("quote:").update(content).digest();
}
