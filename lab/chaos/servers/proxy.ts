import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { SlowWay } from "./slow_way.ts";

/** Whether a piece of what a client sends is a request of the kind that faults strike: an HTTP write, a COMMIT. */
export type IsRequest = (chunk: Buffer) => boolean;

/** What a wire does to what passes; all off, it only passes it on. */
export interface WireFaults {
  /** Held back so long in each direction, in milliseconds. */
  delayMs: number;
  /** What is sent is lost, in both directions, without a word. */
  swallow: boolean;
  /** One request of so many is cut before it has passed; 0: none. */
  cutBeforeOneIn: number;
  /** One request of so many is cut when its answer comes: the effect happened; 0: none. */
  cutAfterOneIn: number;
}

const NO_FAULTS: WireFaults = { delayMs: 0, swallow: false, cutBeforeOneIn: 0, cutAfterOneIn: 0 };

/** A pair of sockets that a proxy has joined. */
interface Joint {
  readonly client: Socket;
  readonly server: Socket;
  readonly forth: SlowWay;
  readonly back: SlowWay;
  /** The next answer will not arrive. */
  isDoomed: boolean;
  /** Something was lost on the way: it cannot be used any more. */
  hasLost: boolean;
}

/** A wire between clients and a server on this machine, which can be slow, cut, or swallow what it should pass on. */
export class Proxy {
  readonly port: number;
  /** Where it leads; a server that is started again may be elsewhere. */
  target = 0;
  readonly faults: WireFaults = { ...NO_FAULTS };
  /** What the server is told instead of what the client has sent; it must be as long. */
  rewrite: (chunk: Buffer) => Buffer = (chunk) => chunk;
  /** How often a fault has struck. */
  strikes = 0;
  readonly #server: Server;
  readonly #isRequest: IsRequest;
  readonly #joints = new Set<Joint>();
  #requests = 0;

  constructor(server: Server, isRequest: IsRequest) {
    this.#server = server;
    this.#isRequest = isRequest;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (client) => this.#join(client));
  }

  /** Ends all faults; connections that have lost something are cut. */
  heal(): void {
    Object.assign(this.faults, NO_FAULTS);
    this.#requests = 0;
    for (const joint of this.#joints) if (joint.hasLost || joint.isDoomed) cut(joint);
  }

  /** Breaks every connection that is open now; how many there were. */
  cutAll(): number {
    const open = this.#joints.size;
    for (const joint of this.#joints) cut(joint);
    this.strikes += open;
    return open;
  }

  /** Ends the proxy and every connection. */
  close(): void {
    this.cutAll();
    this.#server.close();
  }

  #join(client: Socket): void {
    const server = connect(this.target, "127.0.0.1");
    const ways = { forth: new SlowWay(server), back: new SlowWay(client) };
    const joint: Joint = { client, server, ...ways, isDoomed: false, hasLost: false };
    this.#joints.add(joint);
    client.setNoDelay(true).on("data", (chunk: Buffer) => this.#forth(joint, chunk));
    server.setNoDelay(true).on("data", (chunk: Buffer) => this.#back(joint, chunk));
    this.#endTogether(joint, client, server);
    this.#endTogether(joint, server, client);
  }

  // In order when it ended in order, so that the last bytes arrive.
  #endTogether(joint: Joint, one: Socket, other: Socket): void {
    one.on("end", () => other.end());
    one.on("error", () => cut(joint));
    one.on("close", () => {
      this.#joints.delete(joint);
      other.end();
    });
  }

  #forth(joint: Joint, chunk: Buffer): void {
    const { cutBeforeOneIn, cutAfterOneIn } = this.faults;
    if ((cutBeforeOneIn > 0 || cutAfterOneIn > 0) && this.#isRequest(chunk)) {
      // The first one, too: at a slow hour there may be few.
      const place = this.#requests;
      this.#requests += 1;
      if (cutBeforeOneIn > 0 && place % cutBeforeOneIn === 0) return this.#strike(joint);
      if (cutAfterOneIn > 0 && place % cutAfterOneIn === 0) joint.isDoomed = true;
    }
    this.#pass(joint, joint.forth, this.rewrite(chunk));
  }

  #back(joint: Joint, chunk: Buffer): void {
    if (joint.isDoomed) return this.#strike(joint);
    this.#pass(joint, joint.back, chunk);
  }

  #strike(joint: Joint): void {
    this.strikes += 1;
    cut(joint);
  }

  #pass(joint: Joint, way: SlowWay, chunk: Buffer): void {
    const { swallow, delayMs } = this.faults;
    if (swallow || joint.hasLost) joint.hasLost = true;
    else way.pass(chunk, delayMs);
    this.strikes += Number(joint.hasLost || delayMs > 0);
  }
}

/** Opens a wire on a free port of 127.0.0.1. */
export async function openProxy(isRequest: IsRequest): Promise<Proxy> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return new Proxy(server, isRequest);
}

function cut({ client, server }: Joint): void {
  client.destroy();
  server.destroy();
}
