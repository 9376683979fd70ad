import { context, tags } from '../../../core/pki/der.ts'
import { der, derOid } from '../../../core/pki/der-writer.ts'
import { extensionOids as oids } from '../../../core/pki/oids.ts'
import { type CostlyInput, validation } from './costly-inputs.ts'
import { layers } from './costly-paths.ts'
import {
  type Bytes,
  type NameParts,
  certificateDer,
  ext,
  extension,
  makeAuthority,
  makeKeys,
  name,
  utf8,
} from './make-certificate.ts'

const count = <T>(length: number, of: (index: number) => T): T[] => Array.from({ length }, (_, index) => of(index))
const root = makeAuthority('costly root')
const authority = [ext.authority(), ext.keyUsage('keyCertSign', 'cRLSign')]

type GeneralNameOf = (text: string) => Bytes
const forms: Readonly<Record<'mail' | 'dns' | 'uri' | 'directory', GeneralNameOf>> = {
  mail: (text) => der(context(1), utf8(text)),
  dns: (text) => der(context(2), utf8(text)),
  uri: (text) => der(context(6), utf8(text)),
  directory: (text) => der(context(4, true), name([['CN', text]])),
}
const subtrees = (kind: 0 | 1, names: readonly Bytes[]): Bytes =>
  extension(
    oids.nameConstraints,
    der(tags.sequence, der(context(kind, true), ...names.map((it) => der(tags.sequence, it)))),
    true,
  )
const subjectAltName = (names: readonly Bytes[]): Bytes => extension(oids.subjectAltName, der(tags.sequence, ...names))

/** One long name against thousands of constraints, on as many paths as are looked at. */
const constrained = (form: keyof typeof forms, long: string, constraint: (index: number) => string, fails: string) => ({
  name: `32 paths with thousands of ${form} constraints, and names of thousands of letters`,
  ends: 'name-constraints-budget',
  make() {
    const excluded = subtrees(
      1,
      count(4500, (index) => forms[form](constraint(index))),
    )
    const { intermediates, leafOf, anchors } = layers(5, 2, (layer) => (layer === 4 ? [excluded] : []))
    return validation({
      leaf: leafOf([subjectAltName([forms[form](long), forms[form](fails)])]),
      intermediates,
      anchors,
    })
  },
})

const label = 'a'.repeat(60)
const longHost = count(120, () => label).join('.')

/** Under NFKC each becomes eighteen letters. */
const growing = '\ufdfa'

/** Names of about so many octets that differ at their end only. */
const longNames: readonly (readonly [words: string, of: (octets: number, index: number) => NameParts])[] = [
  ['in one part', (octets, index) => [['CN', `${growing.repeat(octets / 3 - 10)}${index}`]]],
  ['in many parts', (octets, index) => count(Math.floor(octets / 20), (at) => ['CN', `${growing}${index + at}`])],
  ['of white space', (octets, index) => [['CN', `${' \u200b'.repeat(octets / 4 - 10)}${index}`]]],
  ['of combining letters', (octets, index) => [['CN', `a${'\u0315\u0300\u05ae'.repeat(octets / 6 - 5)}${index}`]]],
]

/** Names: compared, constrained, huge. */
export const costlyNames: readonly CostlyInput[] = [
  constrained('dns', longHost, (index) => `b${index}`, 'b4499'),
  constrained('mail', `holder@${longHost}`, (index) => `b${index}`, 'x@b4499'),
  constrained('uri', `http://${longHost}/`, (index) => `b${index}`, 'http://b4499/'),
  {
    name: '32 paths with thousands of directory constraints, and a name of many parts',
    ends: 'name-constraints',
    make() {
      const excluded = subtrees(
        1,
        count(2500, (index) => forms.directory(`b${index}`)),
      )
      const { intermediates, leafOf, anchors } = layers(5, 2, (layer) => (layer === 4 ? [excluded] : []))
      const long: NameParts = count(25, (index) => ['OU', `${growing.repeat(20)} ${index}`])
      const names = [der(context(4, true), name(long)), forms.directory('b2499')]
      return validation({ leaf: leafOf([subjectAltName(names)]), intermediates, anchors })
    },
  },
  {
    name: 'hundreds of names against hundreds of constraints',
    ends: 'name-constraints-budget',
    make() {
      const excluded = subtrees(
        1,
        count(100, (index) => forms.uri(`${'b'.repeat(500)}${index}`)),
      )
      const { intermediates, leafOf, anchors } = layers(5, 2, (layer) => (layer === 4 ? [excluded] : []))
      const names = count(99, (index) => forms.uri(`http://${index}.${longHost.slice(0, 600)}/`))
      return validation({ leaf: leafOf([subjectAltName(names)]), intermediates, anchors })
    },
  },
  {
    name: 'a leaf with nine thousand names',
    ends: 'good',
    make() {
      const leaf = certificateDer({
        subject: [['CN', '測試人']],
        issuer: root.subject,
        signer: root.keys,
        extensions: [ext.keyUsage('digitalSignature'), subjectAltName(count(9000, () => forms.dns('a.b')))],
      })
      return validation({ leaf, anchors: [root.certificate.der] })
    },
  },
  ...longNames.flatMap(([words, nameOf]) =>
    [
      { size: 'two thousand', letters: 1_950, ends: 'no-anchor' },
      { size: 'sixty thousand', letters: 60_000, ends: 'malformed' },
    ].map(({ size, letters, ends }) => ({
      name: `128 authorities with names of ${size} octets, ${words}`,
      ends,
      make() {
        const keys = makeKeys()
        const named = (index: number) => nameOf(letters, index)
        const intermediates = count(128, (index) =>
          certificateDer({
            subject: named(index),
            issuer: root.subject,
            keys,
            signer: root.keys,
            extensions: authority,
          }),
        )
        const leaf = certificateDer({ subject: [['CN', '測試人']], issuer: named(128), signer: keys })
        return validation({ leaf, intermediates, anchors: [root.certificate.der] })
      },
    })),
  ),
  {
    name: '32 paths through authorities full of names that grow when they are compared',
    ends: 'name-constraints',
    make() {
      const names = count(28, (index) => forms.directory(`${growing.repeat(640)}${index}`))
      const { intermediates, leafOf, anchors } = layers(5, 2, (layer) => [
        subjectAltName(names),
        ...(layer === 0 ? [subtrees(1, names.slice(0, 4))] : []),
      ])
      return validation({ leaf: leafOf([subjectAltName(names)]), intermediates, anchors })
    },
  },
  {
    name: 'one part of a name with a hundred attributes, in another order',
    ends: 'path-budget',
    make() {
      const attribute = (index: number) => der(tags.sequence, derOid(`1.2.3.${index}`), der(tags.utf8String, utf8('x')))
      const part = (of: readonly Bytes[]) => der(tags.sequence, der(tags.set, ...of))
      const attributes = count(120, attribute)
      const [ordered, reversed] = [part(attributes), part(attributes.toReversed())]
      const keys = makeKeys()
      const made = (subject: Bytes, issuer: Bytes) =>
        certificateDer({
          subject: [],
          issuer: [],
          nameDers: { subject, issuer },
          keys,
          signer: keys,
          extensions: authority,
        })
      const intermediates = count(128, () => made(ordered, reversed))
      return validation({
        leaf: made(name([['CN', '測試人']]), reversed),
        anchors: [root.certificate.der],
        intermediates,
      })
    },
  },
]
