import { localSites } from '../core/protocol/local-sites.ts'

/** Names under which the demo serves its portals on loopback. */
export const demoPortalNames: readonly string[] = Object.values(localSites)

/** A name that the demo build's relay reaches but that is no portal: shows that the worker itself refuses it. */
export const demoSampleName = 'sample.localhost'
