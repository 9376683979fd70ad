import { type Certificate, isSelfIssued } from './certificate.ts'
import { anyPolicy } from './oids.ts'
import { PathRefusal } from './refusals.ts'

/** The policy inputs of RFC 5280 §6.1.1 (c), (e), (f), (g). */
export interface PolicyOptions {
  /** Absent: any policy. */
  readonly initialPolicySet?: readonly string[]
  /** The path must be valid for at least one policy of the set. Default false, as the standard has it. */
  readonly requireExplicitPolicy?: boolean
  readonly inhibitPolicyMapping?: boolean
  readonly inhibitAnyPolicy?: boolean
}

interface Node {
  readonly policy: string
  /** Policies that a certificate below may say for this one. */
  expected: readonly string[]
  readonly parents: readonly Node[]
}

/** One depth of the graph: policy → node. RFC 9618 keeps one node per policy, where RFC 5280's tree could grow without end. */
type Level = Map<string, Node>

/**
 * RFC 5280 §6.1 policy processing with RFC 9618's graph. `path` is leaf first, anchor last; the anchor takes no part.
 * Answers the policies that the path is valid for, `[anyPolicy]` when any; throws `policy-not-valid`, and `policy-budget`
 * when policies, mappings and what becomes of them are more than `nodeBudget`.
 */
export function validPolicies(
  path: readonly Certificate[],
  options: PolicyOptions,
  nodeBudget: number,
): readonly string[] {
  const certificates = path.slice(0, -1).toReversed()
  const n = certificates.length
  let explicitPolicy = options.requireExplicitPolicy ? 0 : n + 1
  let policyMapping = options.inhibitPolicyMapping ? 0 : n + 1
  let inhibitAny = options.inhibitAnyPolicy ? 0 : n + 1
  const root: Node = { policy: anyPolicy, expected: [anyPolicy], parents: [] }
  let levels: Level[] | undefined = [new Map([[anyPolicy, root]])]
  let left = nodeBudget
  const take = (count: number) => {
    left -= count
    if (left < 0) throw new PathRefusal('policy-budget', 'too many policies')
  }

  for (const [index, certificate] of certificates.entries()) {
    const isLast = index === n - 1
    const selfIssued = !isLast && isSelfIssued(certificate)
    const { certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy } = certificate.extensions

    if (certificatePolicies && levels) {
      take(certificatePolicies.length)
      const anyIsValid = inhibitAny > 0 || selfIssued
      const names = certificatePolicies.map(({ policy }) => policy)
      const level = nextLevel(levels.at(-1) ?? new Map(), names, anyIsValid)
      levels.push(level)
      levels = prune(levels)
      take(level.size)
    } else {
      levels = undefined
    }
    if (explicitPolicy === 0 && !levels) throw refusal()

    if (!isLast) {
      if (policyMappings) {
        take(policyMappings.length)
        levels = mapPolicies(levels, policyMappings, policyMapping > 0)
      }
      if (!selfIssued) {
        explicitPolicy = Math.max(0, explicitPolicy - 1)
        policyMapping = Math.max(0, policyMapping - 1)
        inhibitAny = Math.max(0, inhibitAny - 1)
      }
      explicitPolicy = Math.min(explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity)
      policyMapping = Math.min(policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity)
      inhibitAny = Math.min(inhibitAny, inhibitAnyPolicy ?? Infinity)
    } else {
      explicitPolicy = Math.max(0, explicitPolicy - 1)
      if (policyConstraints?.requireExplicitPolicy === 0) explicitPolicy = 0
    }
  }

  const valid = levels ? constrainToUser(authorityPolicies(levels), options.initialPolicySet) : []
  if (explicitPolicy === 0 && valid.length === 0) throw refusal()
  return valid
}

const refusal = () => new PathRefusal('policy-not-valid', 'the path is not valid for any policy that is asked for')

/** RFC 9618 §5.3: the nodes of the next depth. */
function nextLevel(above: Level, policies: readonly string[], anyIsValid: boolean): Level {
  const expecting = new Map<string, Node[]>()
  for (const node of above.values()) {
    for (const policy of node.expected) {
      const nodes = expecting.get(policy)
      if (nodes) nodes.push(node)
      else expecting.set(policy, [node])
    }
  }
  const level: Level = new Map()
  const add = (policy: string, parents: readonly Node[]) => level.set(policy, { policy, expected: [policy], parents })
  const anyAbove = above.get(anyPolicy)
  for (const policy of policies) {
    if (policy === anyPolicy) continue
    const parents = expecting.get(policy) ?? (anyAbove && [anyAbove])
    if (parents) add(policy, parents)
  }
  if (anyIsValid && policies.includes(anyPolicy)) {
    for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents)
  }
  return level
}

/** Takes away nodes without children, from the deepest level on; undefined when nothing is left there. */
function prune(levels: Level[]): Level[] | undefined {
  const [deepest, ...above] = levels.toReversed()
  let below = deepest
  for (const level of above) {
    const used = new Set<Node>()
    for (const node of below?.values() ?? []) for (const parent of node.parents) used.add(parent)
    // Nothing to take away here, nor then further up.
    if (used.size === level.size) break
    for (const node of level.values()) if (!used.has(node)) level.delete(node.policy)
    below = level
  }
  return deepest && deepest.size > 0 ? levels : undefined
}

/** RFC 9618 §5.4 (b): what the policies of the deepest level are called by the next certificate. */
function mapPolicies(
  levels: Level[] | undefined,
  mappings: readonly { readonly issuerDomainPolicy: string; readonly subjectDomainPolicy: string }[],
  allowed: boolean,
): Level[] | undefined {
  const targets = new Map<string, string[]>()
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings) {
    // RFC 5280 §6.1.4 (a)
    if (issuerDomainPolicy === anyPolicy || subjectDomainPolicy === anyPolicy) throw refusal()
    const mapped = targets.get(issuerDomainPolicy)
    if (mapped) mapped.push(subjectDomainPolicy)
    else targets.set(issuerDomainPolicy, [subjectDomainPolicy])
  }
  const level = levels?.at(-1)
  if (!levels || !level) return undefined
  for (const [policy, mapped] of targets) {
    const node = level.get(policy)
    if (!allowed) level.delete(policy)
    else if (node) node.expected = mapped
    else {
      const anyNode = level.get(anyPolicy)
      if (anyNode) level.set(policy, { policy, expected: mapped, parents: anyNode.parents })
    }
  }
  return allowed ? levels : prune(levels)
}

/** RFC 9618 §5.5: policies in the terms of the anchor's domain: those right below anyPolicy, and anyPolicy at the leaf. */
function authorityPolicies(levels: readonly Level[]): Set<string> {
  const policies = new Set<string>()
  for (const level of levels) {
    for (const { policy, parents } of level.values()) {
      if (policy !== anyPolicy && parents.some((parent) => parent.policy === anyPolicy)) policies.add(policy)
    }
  }
  if (levels.at(-1)?.has(anyPolicy)) policies.add(anyPolicy)
  return policies
}

function constrainToUser(authority: ReadonlySet<string>, wanted: readonly string[] | undefined): readonly string[] {
  if (!wanted || wanted.includes(anyPolicy)) return [...authority]
  return authority.has(anyPolicy) ? [...wanted] : wanted.filter((policy) => authority.has(policy))
}
