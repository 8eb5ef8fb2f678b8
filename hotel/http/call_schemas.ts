import { Type } from "typebox";
import { IDEMPOTENCY_KEY_PATTERN } from "./idempotency.ts";

/** The body field that may stand for the header of the same name. */
export const IdempotencyKey = Type.Optional(
  Type.String({ pattern: IDEMPOTENCY_KEY_PATTERN, description: "Instead of the header `Idempotency-Key`." }),
);

const KeyHeader = Type.Optional(
  Type.String({ description: "A repeat with the same key gets the first answer, and nothing is done a second time." }),
);

/** The headers of a call that creates something. */
export const CreationHeaders = Type.Object({ "idempotency-key": KeyHeader });

/** The headers of a call that changes something somebody has read. */
export const ChangeHeaders = Type.Object({
  "if-match": Type.Optional(
    Type.String({ description: 'The version that was read, such as `"7"`. Without it 428, when it is stale 412.' }),
  ),
  "idempotency-key": KeyHeader,
});
