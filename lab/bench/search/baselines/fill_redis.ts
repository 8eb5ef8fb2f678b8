import { connect } from "node:net";
import { once } from "node:events";
import type { ClientBase } from "pg";
import { formatNight, nightOf } from "../../../../hotel/vocabulary/night.ts";

interface TypeRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly first: string;
  readonly nights: number;
  readonly span: number;
  readonly free: string;
}

const HOTELS_AT_ONCE = 40;

// A closed night has nothing to sell.
const FREE = `
  SELECT hotel_id, room_type_id, min(night) AS first, count(*)::integer AS nights, max(night) - min(night) + 1 AS span,
    string_agg((CASE WHEN closed THEN 0 ELSE
      greatest(0, rooms - out_of_order + allowance - sold - held - blocked) END)::text, ',' ORDER BY night) AS free
  FROM room_night
  WHERE hotel_id >= $1 AND hotel_id < $1 + $2::integer
  GROUP BY hotel_id, room_type_id`;

/**
 * Writes the free rooms of every night under `availability:{hotel_id}:{room_type_id}:{date}`, one MSET for each room type, without
 * waiting for its answer. Returns how many keys were written; throws when a room type has a gap, or Redis refuses anything.
 */
export async function fillRedis(client: ClientBase, redisUrl: string, hotels: number): Promise<number> {
  const { hostname, port } = new URL(redisUrl);
  const socket = connect(Number(port), hostname);
  const answered = countAnswers(socket);
  await once(socket, "connect");
  let [keys, commands] = [0, 0];
  for (let from = 1; from <= hotels; from += HOTELS_AT_ONCE) {
    const { rows } = await client.query<TypeRow>(FREE, [from, HOTELS_AT_ONCE]);
    for (const row of rows) {
      if (row.nights !== row.span) throw new Error(`room type ${row.room_type_id} has a gap in its nights`);
      keys += row.nights;
      commands += 1;
      if (!socket.write(setCommand(row), "latin1")) await once(socket, "drain");
    }
  }
  await answered.until(commands);
  socket.destroy();
  return keys;
}

/** The command as RESP, the protocol of Redis. */
function setCommand({ hotel_id, room_type_id, first, nights, free }: TypeRow): string {
  const prefix = `availability:${hotel_id}:${room_type_id}:`;
  const begin = nightOf(first);
  const parts = [`*${2 * nights + 1}\r\n$4\r\nMSET`];
  for (const [index, count] of free.split(",").entries()) {
    const key = prefix + formatNight(begin + index);
    parts.push(`$${key.length}\r\n${key}\r\n$${count.length}\r\n${count}`);
  }
  return `${parts.join("\r\n")}\r\n`;
}

function countAnswers(socket: ReturnType<typeof connect>): { until(commands: number): Promise<void> } {
  let answers = 0;
  let failure: Error | undefined;
  let look = (): void => undefined;
  socket.on("data", (bytes: Buffer) => {
    const text = bytes.toString("latin1");
    if (text.includes("-")) failure = new Error(`Redis refused: ${text.slice(0, 200)}`);
    answers += text.split("\n").length - 1;
    look();
  });
  socket.on("error", (error) => {
    failure = error;
    look();
  });
  return {
    until: (commands) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (failure !== undefined) reject(failure);
          else if (answers >= commands) resolve();
        };
        look();
      }),
  };
}
