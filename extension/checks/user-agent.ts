import type { UserAgentHints } from './check-situation.ts'

/** Every browser that runs the extension has them; TypeScript's DOM library does not, since no other browser does. */
export const browserHints = (): UserAgentHints =>
  (navigator as unknown as { readonly userAgentData: UserAgentHints }).userAgentData
