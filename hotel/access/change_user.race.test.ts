import { expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { interruptedAfter } from "../testing/interrupted.ts";
import { replacePassword } from "./change_password.ts";
import { changeUser } from "./change_user.ts";
import { insertAccount } from "./create_user.ts";
import type { Principal } from "./principal.ts";

const database = await testDatabase();
const chief: Principal = {
  kind: "staff",
  accountId: 0,
  roles: [{ organisationId: null, hotelId: null, role: "administrator" }],
};

// People change their own password without the turn that administrators take.
test.each([1, 2, 3])(
  "a password that its owner changes after statement %i of an edit is not overwritten",
  async (statements) => {
    const draft = { email: `person-${statements}@example.com`, name: "Person", passwordHash: "first", roles: [] };
    const accountId = (await insertAccount(database.pool, draft)) ?? 0;
    const own = { accountId, checkedHash: "first", newHash: "own" };
    const interrupted = interruptedAfter(database, statements, () => replacePassword(database.pool, own));
    const edit = { principal: chief, accountId, version: 1, change: { passwordHash: "given" } };
    const changed = await inTransaction(interrupted, (tx) => changeUser(tx, edit));
    expect(changed).toMatchObject({ refusal: { code: "version_conflict", detail: { version: 2 } } });
    const { rows } = await database.pool.query("SELECT password_hash, version FROM account WHERE account_id = $1", [
      accountId,
    ]);
    expect(rows).toEqual([{ password_hash: "own", version: 2 }]);
  },
);
