import { platformCodes, platforms } from '../core/protocol/platforms.ts'

/** Names under which the demo serves its portals on loopback. */
export const demoPortalNames: readonly string[] = [
  ...platformCodes.map((code) => platforms[code].localName),
  'support.localhost',
]

/** A name that the demo build's relay reaches but that is no portal: shows that the worker itself refuses it. */
export const demoSampleName = 'sample.localhost'
