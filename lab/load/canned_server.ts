import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** The path of this program. */
export const CANNED_SERVER = import.meta.filename;

const BODY = JSON.stringify({ status: "confirmed", filler: "x".repeat(400) });
const ANSWER = Buffer.from(`HTTP/1.1 201 Created\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`);

/**
 * Answers whatever arrives with the same 201: the least a server can do, to see what the load client itself costs.
 * Run as a program it prints the port it listens on and stops when its input ends.
 */
if (import.meta.main) {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("data", () => socket.write(ANSWER));
    socket.on("error", () => socket.destroy());
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
  process.stdin.resume().on("end", () => process.exit(0));
}
