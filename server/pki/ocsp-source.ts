import { namesCertificate } from '../../core/pki/ocsp-certid.ts'
import type { OcspResponse } from '../../core/pki/ocsp-response.ts'
import { PathRefusal } from '../../core/pki/refusals.ts'
import { type Answer, askResponder, type Question } from './ask-responder.ts'
import { certificateDigest } from './certificate-digest.ts'
import { RecentMap } from './recent-map.ts'

/** What a person at a reader waits for at most, the second try included. */
const longestWait = 5000
/** Questions under way to one responder. What comes beyond is refused at once, so that a slow one collects no crowd. */
const questionLimit = 64
/** After so many questions in a row without any answer a responder is left alone for a while. */
const patience = 3
const restMilliseconds = 30_000
/** Each has a few KiB. */
const keptLimit = 4096
/** However long an answer says that it holds: a card may be lost meanwhile. */
const longestKept = 3_600_000

/** The second source of revocation: answers about single certificates, fetched when asked for, kept for a while. */
export interface OcspSource {
  /** How long a question takes at most. */
  readonly milliseconds: number
  /** True while nothing is kept. */
  readonly isEmpty: boolean
  /** The kept answer about the certificate of this digest: all of its octets count, so none serves another one. */
  keptFor(digest: string, time: Date): OcspResponse | undefined
  /** Asks now; those who ask about the same certificate at once share one request. */
  ask(question: Question, time: Date): Promise<Answer>
  /** Keeps an answer that core/pki took for good: until its nextUpdate, for an hour at most. */
  keep(question: Question, response: OcspResponse, time: Date): void
}

interface ResponderState {
  underWay: number
  silences: number
  /** Milliseconds since 1970: the time of the question that was one too many. Undefined while it is not left alone. */
  restsFrom: number | undefined
}

export function createOcspSource(fetch: typeof globalThis.fetch, milliseconds = longestWait): OcspSource {
  const kept = new RecentMap<string, { readonly response: OcspResponse; readonly until: number }>(keptLimit)
  const underWay = new Map<string, Promise<Answer>>()
  const responders = new Map<string, ResponderState>()

  const stateOf = (url: string): ResponderState => {
    const state = responders.get(url) ?? { underWay: 0, silences: 0, restsFrom: undefined }
    responders.set(url, state)
    return state
  }

  async function send(question: Question, state: ResponderState, time: Date): Promise<Answer> {
    state.underWay++
    try {
      const answer = await askResponder(fetch, question, milliseconds)
      state.silences = 'refusal' in answer && answer.isAway ? state.silences + 1 : 0
      state.restsFrom = state.silences >= patience ? time.getTime() : undefined
      return answer
    } finally {
      state.underWay--
    }
  }

  return {
    milliseconds,
    get isEmpty() {
      return kept.size === 0
    },
    keptFor(digest, time) {
      const found = kept.get(digest)
      if (!found || found.until > time.getTime()) return found?.response
      kept.delete(digest)
      return undefined
    },
    ask(question, time) {
      const { certificate, issuer, responder } = question
      const key = `${certificateDigest(certificate)} ${certificateDigest(issuer)} ${responder.url}`
      const shared = underWay.get(key)
      if (shared) return shared
      const state = stateOf(responder.url)
      const words = unavailable(state, time)
      if (words !== undefined) {
        return Promise.resolve({ refusal: new PathRefusal('ocsp-no-answer', words), isAway: true })
      }
      const answer = send(question, state, time).finally(() => underWay.delete(key))
      underWay.set(key, answer)
      return answer
    },
    keep({ certificate, issuer }, response, time) {
      const single = response.responses.find(({ certId }) => namesCertificate(certId, certificate, issuer))
      if (!single) return
      const latest = time.getTime() + longestKept
      const until = Math.min(single.nextUpdate ?? latest, latest)
      kept.set(certificateDigest(certificate), { response, until })
    },
  }
}

function unavailable({ restsFrom, underWay }: ResponderState, time: Date): string | undefined {
  // Either way: a clock that is set back must not lengthen the rest.
  const rests = restsFrom !== undefined && Math.abs(time.getTime() - restsFrom) < restMilliseconds
  if (rests) return 'the responder did not answer of late'
  return underWay >= questionLimit ? 'too many questions wait for the responder' : undefined
}
