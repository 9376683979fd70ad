import type { CountedToken, TriesLeft } from '../../../core/cards/environment.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { HostTokenPin } from '../../../core/protocol/native-host.ts'
import type { ListedToken, TokenSource } from '../../readers/token-source.ts'

const triesOf: Record<HostTokenPin['tries'], TriesLeft> = { untold: undefined, few: 'few', last: 1, none: 0 }

/** A token's PIN and key, for the mixing guard to let through. */
export function countedToken({ token }: ListedToken, source: TokenSource | undefined): CountedToken {
  const gone = (): CodedError => new CodedError('ERR_CARD_REMOVED', 'the token was taken out')
  return {
    async triesLeft() {
      // Its flags as they are now: another program may have used up tries.
      const now = (await source?.list())?.tokens.find((listed) => listed.token === token)
      if (!now) throw gone()
      return triesOf[now.pin.tries]
    },
    async sign(signingInput, pin, signal) {
      if (!source) throw gone()
      return source.sign(token, signingInput, pin, signal)
    },
  }
}
