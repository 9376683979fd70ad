import type manifest from '../manifest.json'
import { demoPortalNames, demoSampleName } from './demo-sites.ts'

/** The demo build's manifest: local names, and the entries that bring the virtual readers. */
export function demoManifest(production: typeof manifest): typeof manifest {
  const local = [...demoPortalNames, demoSampleName].map((name) => `http://${name}/*`)
  return {
    ...production,
    content_security_policy: {
      extension_pages: production.content_security_policy.extension_pages.replace('https:', 'https: http:'),
    },
    host_permissions: [...production.host_permissions, ...local],
    background: { ...production.background, service_worker: 'extension/background/worker.demo.ts' },
    options_page: 'extension/pairing/index.demo.html',
    action: { ...production.action, default_popup: 'extension/popup/index.demo.html' },
    content_scripts: production.content_scripts.map((script) => ({
      ...script,
      matches: [...script.matches, ...local],
    })),
  }
}
