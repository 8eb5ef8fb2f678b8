import { BlockList } from "node:net";
import type { FastifyRequest } from "fastify";
import { INSTALLATION, may } from "../access/permissions.ts";
import type { Services } from "../services.ts";
import type { App } from "./app.ts";
import { sendRefusal } from "./problem.ts";

/**
 * `/metrics` in the text format of Prometheus. They tell how business goes, so they are given to a neighbour (loopback and private
 * networks, when no proxy forwarded the request) and to staff of the whole installation.
 */
export function metricsRoutes(app: App, { metrics }: Services): void {
  app.get(
    "/metrics",
    { config: { rateClass: "none" }, schema: { tags: ["operations"], summary: "Metrics for Prometheus", hide: true } },
    async (request, reply) => {
      const allowed = may(request.principal, "operations.read", INSTALLATION);
      if (!allowed.accepted && !isNeighbour(request)) return sendRefusal(reply, allowed.refusal);
      for (const look of metrics.beforeScrape) await look();
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    },
  );
}

function isNeighbour(request: FastifyRequest): boolean {
  const { headers, ip } = request;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  return neighbours.check(ip, ip.includes(":") ? "ipv6" : "ipv4");
}

const neighbours = new BlockList();
neighbours.addSubnet("127.0.0.0", 8);
neighbours.addSubnet("10.0.0.0", 8);
neighbours.addSubnet("172.16.0.0", 12);
neighbours.addSubnet("192.168.0.0", 16);
neighbours.addAddress("::1", "ipv6");
neighbours.addSubnet("fc00::", 7, "ipv6");
