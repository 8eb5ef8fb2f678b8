import { readFile } from "node:fs/promises";

/** The account the server runs as, when it is another than this process. PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED = ["postgres", "nobody"];
const FIRST_ORDINARY_UID = 1000;

/** Every account of this machine that is not root, from `/etc/passwd` (initdb insists on a named account). */
export async function accounts(file = "/etc/passwd"): Promise<Account[]> {
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  return lines.map(parseAccount).filter((account) => account !== undefined);
}

/** The account to run a new server as when this process is root: `postgres`, else `nobody`, else the first ordinary one. */
export function chooseAccount(known: readonly Account[]): Account | undefined {
  const preferred = PREFERRED.map((name) => known.find((account) => account.name === name));
  return preferred.find((account) => account !== undefined) ?? known.find(({ uid }) => uid >= FIRST_ORDINARY_UID);
}

function parseAccount(line: string): Account | undefined {
  const [name = "", , uid = "", gid = ""] = line.split(":");
  if (name === "" || !/^\d+$/.test(uid) || !/^\d+$/.test(gid) || Number(uid) === 0) return undefined;
  return { name, uid: Number(uid), gid: Number(gid) };
}
