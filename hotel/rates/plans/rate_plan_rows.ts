import type { Queryable } from "../../database/database.ts";
import { parentIdOf, type RatePlan } from "../book/rate_plan.ts";
import { storeTerms } from "./stored_terms.ts";

const INSERT_PLAN = `
  INSERT INTO rate_plan (hotel_id, code, name, parent_rate_plan_id, terms)
  VALUES ($1, $2, $3, $4, $5)
  RETURNING rate_plan_id`;

// The version in the WHERE as well: of two editors who read the same version only one can ever write.
const UPDATE_PLAN = `
  UPDATE rate_plan
     SET name = $4, parent_rate_plan_id = $5, terms = $6, status = $7, version = version + 1
   WHERE hotel_id = $1 AND rate_plan_id = $2 AND version = $3
  RETURNING version`;

/** Writes a new plan and returns its id. */
export async function insertRatePlan(tx: Queryable, plan: RatePlan): Promise<number> {
  const values = [plan.hotelId, plan.code, plan.name, parentIdOf(plan) ?? null, documentOf(plan)];
  const { rows } = await tx.query<{ rate_plan_id: number }>(INSERT_PLAN, values);
  if (rows[0] === undefined) throw new Error(`the rate plan ${plan.code} was not entered`);
  return rows[0].rate_plan_id;
}

/** Writes a plan that was read under the lock of its book, and returns its new version. */
export async function updateRatePlan(tx: Queryable, plan: RatePlan): Promise<number> {
  const { hotelId, ratePlanId, version, name, status } = plan;
  const values = [hotelId, ratePlanId, version, name, parentIdOf(plan) ?? null, documentOf(plan), status];
  const { rows } = await tx.query<{ version: number }>(UPDATE_PLAN, values);
  if (rows[0] === undefined) throw new Error(`rate plan ${ratePlanId} changed under its lock`);
  return rows[0].version;
}

function documentOf(plan: RatePlan): string {
  const {
    hotelId: _hotel,
    ratePlanId: _id,
    code: _code,
    name: _name,
    status: _status,
    version: _version,
    ...terms
  } = plan;
  return JSON.stringify(storeTerms(terms));
}
