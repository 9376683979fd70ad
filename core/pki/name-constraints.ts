import { equal } from '../bytes/equal.ts'
import { type Certificate, isSelfIssued } from './certificate.ts'
import type { NameConstraints } from './extensions.ts'
import type { GeneralName } from './general-name.ts'
import { attributeText } from './name.ts'
import { attributeOids } from './oids.ts'
import { PathRefusal } from './refusals.ts'

/**
 * RFC 5280 §4.2.1.10 and §6.1.3 (b), (c) along a path, leaf first, anchor last. Every authority's constraints, the
 * anchor's too, bind all certificates below it. A name that we cannot compare while its form is constrained is refused.
 * What is done is taken from `comparisons`, which may be shared by several paths; throws when they are used up.
 */
export function checkNameConstraints(path: readonly Certificate[], comparisons: { left: number }): void {
  const inForce: NameConstraints[] = []
  let constraintsInForce = 0
  const take = (count: number) => {
    comparisons.left -= count
    if (comparisons.left < 0) throw new PathRefusal('name-constraints-budget', 'too many names and constraints')
  }
  for (const [index, certificate] of path.toReversed().entries()) {
    const isLeaf = index === path.length - 1
    if (inForce.length > 0 && (isLeaf || !isSelfIssued(certificate))) {
      for (const name of namesOf(certificate)) {
        take(constraintsInForce)
        if (!inForce.every((constraints) => isWithin(name, constraints))) {
          throw new PathRefusal(
            'name-constraints',
            `certificate ${certificate.serialNumber} is outside its authority's names`,
          )
        }
      }
    }
    const { nameConstraints, basicConstraints } = certificate.extensions
    if (nameConstraints) {
      if (!basicConstraints?.cA)
        throw new PathRefusal('name-constraints', 'a certificate that is no authority has name constraints')
      const { permitted, excluded } = nameConstraints
      take(permitted.length + excluded.length)
      constraintsInForce += permitted.length + excluded.length
      ;[...permitted, ...excluded].forEach(requireSensibleConstraint)
      inForce.push(nameConstraints)
    }
  }
}

/** The subject, its e-mail addresses, and the alternative names. */
function namesOf({ subject, extensions }: Certificate): GeneralName[] {
  const directory: GeneralName[] = subject.isEmpty ? [] : [{ form: 'directory', name: subject }]
  // An address that is no text is one that cannot be compared, as an empty one is.
  const mails = subject.rdns
    .flat()
    .filter(({ type }) => type === attributeOids.emailAddress)
    .map(({ value }): GeneralName => ({ form: 'mail', text: attributeText(value) ?? '' }))
  return [...directory, ...mails, ...(extensions.subjectAltName ?? [])]
}

const isSameForm = (a: GeneralName, b: GeneralName): boolean =>
  a.form === b.form && (a.form !== 'other' || b.form !== 'other' || a.tag === b.tag)

function isWithin(name: GeneralName, { permitted, excluded }: NameConstraints): boolean {
  const sameForm = (constraint: GeneralName) => isSameForm(name, constraint)
  const allowed = permitted.filter(sameForm)
  const forbidden = excluded.filter(sameForm)
  if (allowed.length === 0 && forbidden.length === 0) return true
  if (!isComparable(name)) return false
  const matches = (constraint: GeneralName) => isBelow(name, constraint)
  return (allowed.length === 0 || allowed.some(matches)) && !forbidden.some((it) => overlaps(name, it))
}

/**
 * Excluded counts already when a name could stand for an excluded one: a wildcard, a mailbox in other letter case (hosts
 * deliver it all the same, RFC 5321 §2.4), a directory name with a value that is no text.
 */
function overlaps(name: GeneralName, constraint: GeneralName): boolean {
  if (isBelow(name, constraint)) return true
  if (name.form === 'mail' && constraint.form === 'mail') return same(name.text, constraint.text)
  if (name.form === 'directory' && constraint.form === 'directory') return name.name.couldStartWith(constraint.name)
  if (name.form !== 'dns' || constraint.form !== 'dns' || !name.text.startsWith('*.')) return false
  return isDomainBelow(constraint.text, name.text.slice(2)) && constraint.text.length > name.text.length - 2
}

const host = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/i
const dotted = /^\d{1,3}(?:\.\d{1,3}){3}$/

/** A constraint that means nothing sure is a fault of the authority, and refused wherever it stands. */
function requireSensibleConstraint(constraint: GeneralName): void {
  const bad = () => new PathRefusal('name-constraints', `constraint of form ${constraint.form} is malformed`)
  switch (constraint.form) {
    case 'dns':
      if (constraint.text !== '' && !host.test(constraint.text)) throw bad()
      return
    case 'mail':
      if (constraint.text.includes('@')) {
        if (mailHost(constraint.text) === undefined) throw bad()
      } else if (!host.test(constraint.text.replace(/^\./, ''))) throw bad()
      return
    case 'uri':
      if (!host.test(constraint.text.replace(/^\./, '')) || dotted.test(constraint.text)) throw bad()
      return
    case 'ip':
      if (constraint.octets.length !== 8 && constraint.octets.length !== 32) throw bad()
      if (!isPrefixMask(constraint.octets.subarray(constraint.octets.length / 2))) throw bad()
      return
    case 'directory':
    case 'other':
      return
  }
}

function isPrefixMask(mask: Uint8Array): boolean {
  return /^1*0*$/.test([...mask].map((octet) => octet.toString(2).padStart(8, '0')).join(''))
}

function isComparable(name: GeneralName): boolean {
  switch (name.form) {
    case 'dns':
      return host.test(name.text.replace(/^\*\./, ''))
    case 'mail':
    case 'uri':
      return hostOf(name) !== undefined
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16
    case 'directory':
      return true
    case 'other':
      return false
    default:
      return name satisfies never
  }
}

/** The host in a mail address or URI; undefined where there is none for sure. Read once, since a name meets thousands. */
function hostOf(name: GeneralName & { readonly text: string }): string | undefined {
  const known = hosts.get(name)
  if (known) return known.host
  const found = name.form === 'uri' ? uriHost(name.text) : mailHost(name.text)
  hosts.set(name, { host: found })
  return found
}

const hosts = new WeakMap<GeneralName, { readonly host: string | undefined }>()

/** Undefined also for a quoted mailbox, which can be written in many ways. */
const mailHost = (text: string): string | undefined => {
  const [, found] = /^[^@\s"\\]+@([^@]+)$/.exec(text) ?? []
  return found !== undefined && host.test(found) ? found : undefined
}

/** The authority's host (RFC 3986 §3.2.2); a constraint never fits an IP address or a URI without host. */
const uriHost = (text: string): string | undefined => {
  const [, found] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#]+)(?::\d*)?(?:[/?#]|$)/i.exec(text) ?? []
  return found !== undefined && host.test(found) && !dotted.test(found) ? found : undefined
}

// Lengths first, and no more letters than need be: one of the two may be very long.
const same = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase()
const endsWith = (text: string, end: string): boolean => same(text.slice(-end.length), end)
const isDomainBelow = (name: string, base: string): boolean =>
  base === '' || same(name, base) || endsWith(name, `.${base}`)
/** For mail and URI: `.base` is any host below, `base` the host itself. */
const isHost = (name: string, base: string): boolean => (base.startsWith('.') ? endsWith(name, base) : same(name, base))

function isBelow(name: GeneralName, base: GeneralName): boolean {
  if (name.form === 'dns' && base.form === 'dns') return isDomainBelow(name.text, base.text)
  if (name.form === 'directory' && base.form === 'directory') return name.name.startsWith(base.name)
  if (name.form === 'uri' && base.form === 'uri') return isHost(hostOf(name) ?? '', base.text)
  if (name.form === 'ip' && base.form === 'ip') return isInNetwork(name.octets, base.octets)
  if (name.form !== 'mail' || base.form !== 'mail') return false
  if (!base.text.includes('@')) return isHost(hostOf(name) ?? '', base.text)
  const [mailbox] = name.text.split('@')
  return mailbox === base.text.slice(0, base.text.lastIndexOf('@')) && same(hostOf(name) ?? '', hostOf(base) ?? '?')
}

function isInNetwork(address: Uint8Array, network: Uint8Array): boolean {
  const half = network.length / 2
  const masked = (octets: Uint8Array) => octets.map((octet, index) => octet & (network[half + index] ?? 0))
  return address.length === half && equal(masked(address), masked(network.subarray(0, half)))
}
