/**
 * Addresses for whoever starts this server and sends requests to it: a proxy, a supervisor. Anybody may ask, by any host name;
 * they tell one word, are counted nowhere, and are answered before everything else.
 */
export const probes = {
  /** The process answers. */
  alive: '/healthz',
  /** Requests may be sent here. */
  ready: '/readyz',
} as const satisfies Record<string, `/${string}`>
