import type { Certificate } from '../../core/pki/certificate.ts'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import type { OcspResponse } from '../../core/pki/ocsp-response.ts'
import { PathRefusal, weightiest } from '../../core/pki/refusals.ts'
import type { PathRequest } from '../../core/pki/validate-path.ts'
import type { Log } from '../log.ts'
import type { Answer, Question } from './ask-responder.ts'
import { type CardCase, type CardVerdict, judgeCard } from './judge-card.ts'
import type { OcspSource } from './ocsp-source.ts'
import { requireNeverRevoked } from './require-never-revoked.ts'

/** An operator's time-limited exceptions to the hard fail, each for the cards of one issuing authority. */
export interface StatusExceptions {
  /** By the SHA-256 (hex) of the authority's certificate. */
  isOpen(authorityFingerprint: string, time: Date): Promise<{ readonly id: string } | undefined>
}

export interface StatusParts {
  readonly ocsp: OcspSource
  readonly exceptions: StatusExceptions
  readonly log: Pick<Log, 'warn'>
}

/** No source told the status: another one, or an operator, may. That a responder does not know the card is an answer. */
export const isStatusUnknown = ({ code, reason }: PathRefusal): boolean =>
  code === 'ERR_CERT_STATUS_UNKNOWN' && reason !== 'ocsp-unknown'

/** All of a path are asked about at once; the second time those that only then are known to be needed. */
const rounds = 2

/**
 * Judges a card again that no list told the status of: with answers of the responders that are configured for its
 * authorities, and where they do not help either under an operator's exception. Throws PathRefusal; rejects with the
 * reason of `signal` when that is aborted.
 */
export async function resolveStatus(
  card: CardCase,
  parts: StatusParts,
  signal?: AbortSignal,
): Promise<{ readonly verdict: CardVerdict; readonly exceptionId?: string }> {
  const { time } = card
  const deadline = AbortSignal.timeout(parts.ocsp.milliseconds)
  const asked = new Map<Certificate, Answer>()
  const withAnswers = () => ({ ...card, ocsp: [...card.ocsp, ...responsesIn(asked.values())] })
  let attempt = judge(card)
  for (let round = 0; round < rounds && 'refusal' in attempt; round++) {
    const questions = questionsOf(attempt, card).filter(({ certificate }) => !asked.has(certificate))
    if (questions.length === 0) break
    const found = await orAborted(askAll(questions, time, parts), [deadline, ...(signal ? [signal] : [])])
    signal?.throwIfAborted()
    for (const [at, { certificate }] of questions.entries()) asked.set(certificate, found?.[at] ?? tooLate)
    attempt = judge(withAnswers())
    if ('verdict' in attempt) keepUsed(attempt.verdict, questions, asked, parts.ocsp, time)
  }
  if ('verdict' in attempt) return attempt
  const excepted = await judgeUnderException(withAnswers(), attempt, parts)
  if (excepted) return excepted
  let refusal = attempt.refusal
  for (const answer of asked.values()) if ('refusal' in answer) refusal = weightiest(refusal, answer.refusal)
  throw refusal
}

interface Undecided {
  readonly refusal: PathRefusal
  readonly unknown: readonly { readonly certificate: Certificate; readonly issuer: Certificate }[]
}

/** Throws every refusal but the one that another source may change. */
function judge(
  card: CardCase,
  more: Pick<PathRequest, 'acceptsUnknownStatus'> = {},
): { readonly verdict: CardVerdict } | Undecided {
  const unknown: { certificate: Certificate; issuer: Certificate }[] = []
  const onStatusUnknown = (certificate: Certificate, issuer: Certificate) => void unknown.push({ certificate, issuer })
  try {
    return { verdict: judgeCard(card, { ...more, onStatusUnknown }) }
  } catch (error) {
    if (error instanceof PathRefusal && isStatusUnknown(error)) return { refusal: error, unknown }
    throw error
  }
}

function* responsesIn(answers: Iterable<Answer>): Generator<OcspResponse> {
  for (const answer of answers) if ('response' in answer) yield answer.response
}

/** One for each certificate: where several paths lead over it, its issuers have the same name and key. */
function questionsOf({ unknown }: Undecided, { trust }: CardCase): Question[] {
  const questions = new Map<Certificate, Question>()
  for (const { certificate, issuer } of unknown) {
    const responder = trust.responderOf(issuer)
    if (responder && !questions.has(certificate)) questions.set(certificate, { certificate, issuer, responder })
  }
  return [...questions.values()]
}

const askAll = (questions: readonly Question[], time: Date, { ocsp, log }: StatusParts): Promise<Answer[]> =>
  Promise.all(
    questions.map(async (question) => {
      const answer = await ocsp.ask(question, time)
      if ('refusal' in answer) {
        log.warn({ responder: question.responder.url, reason: answer.refusal.message }, 'OCSP answer not usable')
      }
      return answer
    }),
  )

const tooLate: Answer = { refusal: new PathRefusal('ocsp-no-answer', 'not in time'), isAway: true }

/** Undefined when one of the signals is aborted first. */
async function orAborted<T>(work: Promise<T>, signals: readonly AbortSignal[]): Promise<T | undefined> {
  const settled = new AbortController()
  const aborted = new Promise<undefined>((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve(undefined)
      signal.addEventListener('abort', () => resolve(undefined), { signal: settled.signal })
    }
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    settled.abort()
  }
}

function keepUsed(
  { valid }: CardVerdict,
  questions: readonly Question[],
  asked: ReadonlyMap<Certificate, Answer>,
  ocsp: OcspSource,
  time: Date,
): void {
  for (const question of questions.filter(({ certificate }) => valid.path.includes(certificate))) {
    const answer = asked.get(question.certificate)
    if (answer && 'response' in answer) ocsp.keep(question, answer.response, time)
  }
}

/** Of the leaf's own authority alone: core/pki lets nothing else through. */
async function judgeUnderException(
  card: CardCase,
  { unknown }: Undecided,
  { exceptions, log }: StatusParts,
): Promise<{ readonly verdict: CardVerdict; readonly exceptionId: string } | undefined> {
  const { certificate: leaf, time } = card
  for (const { certificate, issuer } of unknown) {
    if (certificate !== leaf) continue
    requireNeverRevoked(issuer, card)
    const authority = fingerprint(issuer.der)
    const exception = await exceptions.isOpen(authority, time)
    if (!exception) continue
    const attempt = judge(card, { acceptsUnknownStatus: (candidate) => candidate === issuer })
    if (!('verdict' in attempt)) continue
    log.warn({ authority, exception: exception.id }, 'a card is let in under an exception: its status is unknown')
    return { verdict: attempt.verdict, exceptionId: exception.id }
  }
  return undefined
}
