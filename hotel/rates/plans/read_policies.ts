import type { CancellationRule, DepositShare, PaymentRule, PolicyFee } from "../book/policies.ts";
import type { Reading } from "./reading.ts";
import type * as bodies from "./schemas.ts";

/** Reads when cancelling costs something, and how much. */
export function readCancellation(reading: Reading, at: string, body: bodies.Cancellation): CancellationRule {
  if (body.kind === "non_refundable") {
    reading.only(at, body, ["kind", "fee"], body.kind);
    return { kind: body.kind, fee: readFee(reading, `${at}/fee`, body.fee ?? { kind: "full_stay" }) };
  }
  reading.only(at, body, ["kind", "before_days", "before_hours", "late_fee", "no_show_fee"], body.kind);
  reading.oneOf(at, body, ["before_days", "before_hours"]);
  reading.required(`${at}/late_fee`, body.late_fee, body.kind);
  const late: bodies.Fee = body.late_fee ?? { kind: "none" };
  return {
    kind: body.kind,
    before: body.before_hours === undefined ? { days: body.before_days ?? 0 } : { hours: body.before_hours },
    lateFee: readFee(reading, `${at}/late_fee`, late),
    noShowFee: readFee(reading, body.no_show_fee ? `${at}/no_show_fee` : `${at}/late_fee`, body.no_show_fee ?? late),
  };
}

/** Reads when and how the guest pays. */
export function readPayment(reading: Reading, at: string, body: bodies.Payment): PaymentRule {
  if (body.kind !== "deposit") {
    reading.only(at, body, ["kind"], body.kind);
    return { kind: body.kind };
  }
  return { kind: body.kind, share: readDepositShare(reading, at, body), daysBefore: body.days_before ?? 0 };
}

function readDepositShare(reading: Reading, at: string, body: bodies.Payment): DepositShare {
  reading.required(`${at}/share`, body.share, body.kind);
  const { share: kind = "first_night" } = body;
  const allowed = kind === "first_night" ? [] : [kind];
  reading.only(at, body, ["kind", "share", "days_before", ...allowed], `share ${kind}`);
  if (kind === "first_night") return { kind };
  reading.required(`${at}/${kind}`, body[kind], `share ${kind}`);
  if (kind === "percent") return { kind, basisPoints: reading.share(`${at}/percent`, body.percent ?? 0) };
  return { kind, amountMinor: reading.price(`${at}/amount`, body.amount ?? 0) };
}

function readFee(reading: Reading, at: string, body: bodies.Fee): PolicyFee {
  if (body.kind !== "percent") {
    reading.only(at, body, ["kind"], body.kind);
    return { kind: body.kind };
  }
  reading.required(`${at}/percent`, body.percent, body.kind);
  return { kind: body.kind, basisPoints: reading.share(`${at}/percent`, body.percent ?? 0) };
}
