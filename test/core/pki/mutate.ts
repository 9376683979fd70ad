import { concat } from '../../../core/bytes/concat.ts'
import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { anyPolicy, extensionOids, gpkiOids } from '../../../core/pki/oids.ts'
import { type Bytes, utf8 } from './make-certificate.ts'
import type { Random } from './random.ts'

/** One value of a DER structure, also those inside of OCTET STRINGs and BIT STRINGs (extensions, keys). */
interface Node {
  readonly tag: number
  readonly content: Bytes
  /** Octets of the content before the first child: the BIT STRING's count of unused bits. */
  readonly lead: number
  readonly children: readonly Node[]
  readonly parent: Node | undefined
}

type OctetMutator = (octets: Bytes, random: Random) => Bytes
/** What stands in the place of a value; lengths around it are made right again. */
type NodeMutator = (node: Node, random: Random, all: readonly Node[]) => Bytes

const write = (node: Node): Bytes => der(node.tag, node.content)

const replaced = (
  octets: Bytes,
  start: number,
  end: number,
  ...by: readonly (Uint8Array | readonly number[])[]
): Bytes => concat(octets.subarray(0, start), ...by, octets.subarray(end))

function range({ length }: Bytes, random: Random): readonly [start: number, end: number] {
  const start = random.below(length)
  return [start, Math.min(length, start + 1 + random.below(random.below(4) === 0 ? length : 8))]
}

/** Without a look at what the octets mean. */
const octetMutators: readonly OctetMutator[] = [
  (octets, random) => octets.with(...flip(octets, random)),
  (octets, random) => octets.with(random.below(octets.length), random.below(256)),
  (octets, random) => octets.with(random.below(octets.length), random.pick([0x00, 0x7f, 0x80, 0x81, 0xff])),
  (octets, random) => octets.slice(0, random.below(octets.length)),
  (octets, random) => octets.slice(random.below(octets.length)),
  (octets, random) => replaced(octets, ...range(octets, random)),
  (octets, random) => {
    const at = random.below(octets.length + 1)
    return replaced(octets, at, at, random.octets(1 + random.below(8)))
  },
  (octets, random) => {
    const [start, end] = range(octets, random)
    return replaced(octets, end, end, octets.subarray(start, end))
  },
  (octets, random) => {
    const [start, end] = range(octets, random)
    return replaced(octets, start, end, new Uint8Array(end - start))
  },
  (octets, random) => concat(octets, random.octets(1 + random.below(4))),
  (octets, random) => {
    const [a, b] = [random.below(octets.length), random.below(octets.length)]
    return octets.with(a, octets[b] ?? 0).with(b, octets[a] ?? 0)
  },
]

const flip = (octets: Bytes, random: Random): [at: number, octet: number] => {
  const at = random.below(octets.length)
  return [at, (octets[at] ?? 0) ^ (1 << random.below(8))]
}

const lengthOctets = (length: number): number[] =>
  length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]

/** The children in another order, or other ones. */
const withChildren = (node: Node, children: readonly Node[]): Bytes =>
  der(node.tag, node.content.subarray(0, node.lead), ...children.map(write))

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => [random.below(2 ** 30), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)

const otherTags = [
  ...Object.values(tags),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) => [context(number), context(number, true)]),
  0x00,
  0x1f,
  0x24,
]

/** Of any value. */
const nodeMutators: readonly NodeMutator[] = [
  // Another tag.
  (node, random) => concat([random.pick(otherTags)], write(node).subarray(1)),
  (node, random) => concat([node.tag ^ random.pick([0x20, 0x40, 0x80, 0xc0, 0x01])], write(node).subarray(1)),
  // A length that is not minimal, not definite, or not true.
  ({ tag, content }) => concat([tag, 0x81, content.length & 0xff], content),
  ({ tag, content }) => concat([tag, 0x83, 0, content.length >> 8, content.length & 0xff], content),
  ({ tag, content }) => concat([tag, 0x80], content, [0, 0]),
  ({ tag, content }, random) =>
    concat([tag, ...lengthOctets(Math.max(0, content.length + random.pick([-2, -1, 1, 2, 3, 128])))], content),
  ({ tag, content }) => concat([tag, 0x84, 0xff, 0xff, 0xff, 0xff], content),
  ({ tag, content }) => concat([tag, 0x88, 0, 0, 0, 0, 0, 0, content.length >> 8, content.length & 0xff], content),
  // Gone, twice, empty, elsewhere, wrapped.
  () => new Uint8Array(),
  (node) => concat(write(node), write(node)),
  ({ tag }) => der(tag),
  (_, random, all) => write(random.pick(all)),
  (node, random, all) => concat(write(node), write(random.pick(all))),
  (node, random, all) => concat(write(random.pick(all)), write(node)),
  (node, random) => der(random.pick([tags.sequence, tags.set, tags.octetString, context(0, true)]), write(node)),
  ({ tag, content }) => der(tag, content, [5, 0]),
  ({ tag, content }) => der(tag, content, [0]),
  ({ tag, content }) => der(tag, [0], content),
  ({ tag, content }, random) => der(tag, random.octets(content.length)),
  ({ tag, content }, random) =>
    der(tag, random.pick(octetMutators)(content.length > 0 ? content : new Uint8Array(1), random)),
]

/** Of a value with others in it. */
const parentMutators: readonly NodeMutator[] = [
  (node) => withChildren(node, node.children.toReversed()),
  (node, random) => withChildren(node, shuffled(node.children, random)),
  (node, random) => withChildren(node, [...node.children, random.pick(node.children)]),
  (node, random) => {
    const at = random.below(node.children.length)
    return withChildren(node, node.children.toSpliced(at, 1))
  },
  (node, random, all) => {
    const at = random.below(node.children.length)
    return withChildren(node, node.children.toSpliced(at, random.below(2), random.pick(all)))
  },
  // Many times over, as long as it stays small.
  (node, random) => {
    const child = random.pick(node.children)
    const times = Math.min(200, Math.floor(4000 / (child.content.length + 2)))
    return withChildren(node, [...node.children, ...Array.from({ length: times }, () => child)])
  },
]

const times = [
  '500101000000Z',
  '491231235959Z',
  '991231235959Z',
  '260230000000Z',
  '260115240000Z',
  '260115000060Z',
  '2601150000Z',
  '260115000000+0800',
  '260115000000z',
  '20260115000000Z',
  '20260115000000.5Z',
  '00000101000000Z',
  '99991231235959Z',
  '20240229000000Z',
  '20230229000000Z',
  '19491231235959Z',
].map(utf8)

const someOids = [
  ...Object.values(extensionOids),
  anyPolicy,
  ...Object.values(gpkiOids),
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.9',
  '1.2.840.113549.1.1.5',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.10045.4.3.3',
]
const strings = [
  tags.utf8String,
  tags.printableString,
  tags.teletexString,
  tags.ia5String,
  tags.bmpString,
  tags.universalString,
]

const integerMutators: readonly NodeMutator[] = [
  ({ tag, content }) => der(tag, [0], content),
  ({ tag, content }) => der(tag, [0xff], content),
  ({ tag, content }) =>
    der(
      tag,
      content.map((octet) => octet ^ 0xff),
    ),
  ({ tag }) => der(tag, [0]),
  ({ tag }) => der(tag, [0xff]),
  ({ tag }, random) => der(tag, [random.pick([1, 2, 3, 0x7f, 0x80])]),
  ({ tag }, random) => der(tag, [0x7f], random.octets(random.pick([3, 4, 20, 21, 300]))),
]
const timeMutators: readonly NodeMutator[] = [
  ({ tag }, random) => der(tag, random.pick(times)),
  (_, random) => der(random.pick([tags.utcTime, tags.generalizedTime]), random.pick(times)),
]
const textMutators: readonly NodeMutator[] = [
  ({ content }, random) => der(random.pick(strings), content),
  ({ tag, content }) => der(tag, content, [0]),
  ({ tag, content }) => der(tag, [0x20], content, [0x20, 0x20]),
  ({ tag, content }) => der(tag, content, [0xe2, 0x80, 0x8b]),
  ({ tag, content }) => der(tag, content, [0xff, 0xfe]),
  ({ tag, content }) =>
    der(
      tag,
      content.map((octet) => (octet >= 0x41 && octet <= 0x7a ? octet ^ 0x20 : octet)),
    ),
  ({ tag }, random) =>
    der(
      tag,
      random.pick([utf8('*.'), utf8('.'), utf8('@'), utf8('a@b@c'), utf8('http://'), utf8('\ufdfa'.repeat(900))]),
    ),
]

/** What the values of a tag are tried with beyond what every value is tried with. */
const mutatorsByTag: ReadonlyMap<number, readonly NodeMutator[]> = new Map<number, readonly NodeMutator[]>([
  [tags.integer, integerMutators],
  [tags.enumerated, integerMutators],
  [tags.boolean, [({ tag }, random) => der(tag, random.pick([[0], [1], [0xff], [0xff, 0xff], []]))]],
  [
    tags.bitString,
    [
      ({ tag, content }, random) => der(tag, [random.pick([1, 3, 7, 8, 0xff])], content.subarray(1)),
      ({ tag }) => der(tag, [0]),
      ({ tag }) => der(tag, [7, 0x80]),
      ({ tag, content }) => der(tag, content.subarray(0, 1), [0], content.subarray(1)),
    ],
  ],
  [
    tags.oid,
    [
      (_, random) => derOid(random.pick(someOids)),
      (_, random) => derOid(random.pick(someOids)),
      ({ tag, content }) => der(tag, [0x80], content),
      ({ tag, content }) => der(tag, content, [0x81]),
      ({ tag, content }) => der(tag, content, [0x8f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    ],
  ],
  [tags.utcTime, timeMutators],
  [tags.generalizedTime, timeMutators],
  ...[...strings, context(1), context(2), context(6)].map((tag) => [tag, textMutators] as const),
])

/** The values one after another between two places; undefined when the octets are something else. */
function readNodes(octets: Bytes, parent: Node | undefined, into: Node[], depth: number): Node[] | undefined {
  const siblings: Node[] = []
  for (let at = 0; at < octets.length;) {
    const tag = octets[at] ?? 0
    const first = octets[at + 1] ?? 0xff
    const more = first < 0x80 ? 0 : first - 0x80
    let length = first
    if (first >= 0x80) {
      if (more === 0 || more > 3) return undefined
      length = 0
      for (let i = 0; i < more; i++) length = length * 256 + (octets[at + 2 + i] ?? 0)
    }
    const start = at + 2 + more
    at = start + length
    if (at > octets.length || (tag & 0x1f) === 0x1f) return undefined
    const node = openNode(tag, octets.subarray(start, at), parent, into, depth)
    if (!node) return undefined
    siblings.push(node)
  }
  return siblings
}

function openNode(
  tag: number,
  content: Bytes,
  parent: Node | undefined,
  into: Node[],
  depth: number,
): Node | undefined {
  const isConstructed = (tag & 0x20) !== 0
  // A string that holds one value, or key bits: SEQUENCE, SET or a primitive that an extension may be.
  const lead = tag === tags.bitString && content[0] === 0 ? 1 : 0
  const mayHold = isConstructed || ((tag === tags.octetString || lead === 1) && content.length > lead + 1)
  const children: Node[] = []
  const node: Node = { tag, content, lead: mayHold ? lead : 0, children, parent }
  const before = into.length
  into.push(node)
  if (!mayHold || depth > 24) return node
  const found = readNodes(content.subarray(lead), node, into, depth + 1)
  if (found) children.push(...found)
  else if (isConstructed) return undefined
  else into.length = before + 1
  return node
}

const trees = new WeakMap<Bytes, readonly Node[]>()

/** Every value in the octets, the outermost first; none when they are not of this form any more. */
function nodesOf(octets: Bytes): readonly Node[] {
  const known = trees.get(octets)
  if (known) return known
  const all: Node[] = []
  const nodes = readNodes(octets, undefined, all, 0)?.length === 1 ? all : []
  trees.set(octets, nodes)
  return nodes
}

/** Puts `by` in the place of a value, with right lengths in everything around it. */
function splice(node: Node, by: Bytes): Bytes {
  let octets = by
  let inner = node
  for (let outer = node.parent; outer; outer = outer.parent) {
    const at: Node = inner
    octets = der(
      outer.tag,
      outer.content.subarray(0, outer.lead),
      ...outer.children.map((child) => (child === at ? octets : write(child))),
    )
    inner = outer
  }
  return octets
}

function mutateNode(nodes: readonly Node[], random: Random): Bytes {
  const node = random.pick(nodes)
  const mutators = [
    ...(random.below(2) === 0 ? nodeMutators : []),
    ...(node.children.length > 0 ? parentMutators : []),
    ...(mutatorsByTag.get(node.tag) ?? []),
  ]
  return splice(node, random.pick(mutators.length > 0 ? mutators : nodeMutators)(node, random, nodes))
}

/** Octets that differ from a DER structure in one to four places: a bit, some octets, or a value of it. */
export function mutateDer(octets: Bytes, random: Random): Bytes {
  let mutated = octets
  do {
    const nodes = random.below(4) === 0 ? [] : nodesOf(mutated)
    mutated = nodes.length > 0 ? mutateNode(nodes, random) : mutateOctets(mutated, random)
  } while (random.below(4) === 0)
  return mutated
}

/** The same for octets that are no DER. */
export const mutateOctets = (octets: Bytes, random: Random): Bytes =>
  octets.length === 0 ? random.octets(1 + random.below(4)) : random.pick(octetMutators)(octets, random)
