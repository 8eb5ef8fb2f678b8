import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startService } from "./started_service.ts";
import type { StartedService } from "./started_service.ts";

/** Where Debian's package libzookeeper-java puts it; its manifest names what else it needs. */
const ZOOKEEPER = "/usr/share/java/zookeeper.jar";

const CONFIGURATION = (folder: string, port: number): string =>
  [
    // A session lasts 2 to 20 ticks.
    "tickTime=500",
    `dataDir=${join(folder, "data")}`,
    `clientPort=${port}`,
    "clientPortAddress=127.0.0.1",
    "maxClientCnxns=0",
    "admin.enableServer=false",
    "4lw.commands.whitelist=ruok",
  ].join("\n");

/** Starts one ZooKeeper with default durability (its log is forced to disk); undefined when it or Java is not installed. */
export async function startZookeeper(): Promise<StartedService | undefined> {
  if (!existsSync(ZOOKEEPER)) return undefined;
  return startService(async (folder, port) => {
    const file = join(folder, "zoo.cfg");
    await writeFile(file, CONFIGURATION(folder, port));
    return {
      command: "java",
      args: ["-Xmx512m", "-cp", ZOOKEEPER, "org.apache.zookeeper.server.ZooKeeperServerMain", file],
      address: `127.0.0.1:${port}`,
      say: "ruok",
      hear: "imok",
    };
  });
}
