import type { BridgeAction } from '../../core/protocol/bridge.ts'
import type { Action } from './actions/action.ts'
import { authenticateModule } from './actions/authenticate-module.ts'
import { cancel } from './actions/cancel.ts'
import { openPage } from './actions/open-page.ts'
import { renewChallenge } from './actions/renew-challenge.ts'
import { resume } from './actions/resume.ts'
import { signIn } from './actions/sign-in.ts'
import { status } from './actions/status.ts'
import { takeCheckReport } from './actions/take-check-report.ts'
import { watchCard } from './actions/watch-card.ts'

/** Everything a portal page can ask. An action without a file does not compile. */
export const actions: { readonly [A in BridgeAction]: Action<A> } = {
  status,
  'sign-in': signIn,
  'renew-challenge': renewChallenge,
  'authenticate-module': authenticateModule,
  cancel,
  'watch-card': watchCard,
  'open-page': openPage,
  'take-check-report': takeCheckReport,
  resume,
}
