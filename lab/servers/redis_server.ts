import { startService } from "./started_service.ts";
import type { StartedService } from "./started_service.ts";

/** Starts Debian's `redis-server`, which keeps nothing on disk; undefined when it is not installed. */
export function startRedis(): Promise<StartedService | undefined> {
  return startService((folder, port) => ({
    command: "redis-server",
    args: `--bind 127.0.0.1 --port ${port} --dir ${folder} --appendonly no --save`.split(" ").concat(""),
    address: `redis://127.0.0.1:${port}`,
    say: "PING\r\n",
    hear: "+PONG",
  }));
}
