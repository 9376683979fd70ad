/** Chrome stops a worker after 30 s without an event; the ports of page and PIN window alone do not count. */
const every = 20_000

/**
 * Keeps the worker running while a sign-in is open, so that readers stay watched: any extension API call starts the
 * 30 s anew. (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle) Returns how to stop.
 */
export function stayAwake(): () => void {
  const timer = setInterval(() => void chrome.runtime.getPlatformInfo(), every)
  return () => clearInterval(timer)
}
