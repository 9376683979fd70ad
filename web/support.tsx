import { render } from 'preact'
import { browserServices } from './browser-services.ts'
import { loadErrorSentences } from './components/use-error-sentences.ts'
import { SupportApp } from './support/support-app.tsx'
import { preloadSupportPages } from './support/support-pages.ts'
import './components/tokens.css'
import './components/base.css'
import './support/tokens.css'

/** The support-reporting system in a browser. */
const root = document.getElementById('root')
if (!root) throw new Error('no #root in the page')
render(<SupportApp services={browserServices({ site: 'support', preloadPages: preloadSupportPages })} />, root)
void loadErrorSentences().catch(() => undefined)
