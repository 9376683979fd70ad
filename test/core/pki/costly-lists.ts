import { context, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { encodeCertId } from '../../../core/pki/ocsp-certid.ts'
import { pointLimit } from '../../../core/pki/distribution-points.ts'
import { extensionOids as oids } from '../../../core/pki/oids.ts'
import { type CostlyInput, validation } from './costly-inputs.ts'
import { layers } from './costly-paths.ts'
import {
  type Bytes,
  certificateDer,
  crlDer,
  crlNumber,
  ext,
  extension,
  makeAuthority,
  makeKeys,
  makeLeaf,
  utf8,
} from './make-certificate.ts'
import { certificateIssuer, deltaOf, distributionPoints, scope } from './make-list-parts.ts'
import { answerDer, certStatus } from './make-ocsp.ts'

const count = <T>(length: number, of: (index: number) => T): T[] => Array.from({ length }, (_, index) => of(index))
const root = makeAuthority('costly root')
const anchors = [root.certificate.der]
const usage = ext.keyUsage('digitalSignature')
const leaf = makeLeaf(root)
const url = (index: number): string => `http://pki.localhost/${index}.crl`

const leafWith = (...extensions: readonly Bytes[]): Bytes =>
  certificateDer({
    subject: [['CN', '測試人']],
    issuer: root.subject,
    signer: root.keys,
    extensions: [usage, ...extensions],
  })

/** The scope of a list that stands at so many addresses. */
const wideScope = (addresses: number, from: number): Bytes =>
  extension(
    oids.issuingDistributionPoint,
    der(
      tags.sequence,
      der(
        context(0, true),
        der(context(0, true), ...count(addresses, (index) => der(context(6), utf8(url(from + index))))),
      ),
    ),
    true,
  )

/** Revocation lists and OCSP answers. */
export const costlyLists: readonly CostlyInput[] = [
  {
    name: 'an OCSP answer with hundreds of words on one certificate',
    ends: 'good',
    make() {
      const about = encodeCertId(leaf, root.certificate, 'sha256')
      const answer = answerDer({ about, responder: root.keys, more: count(400, () => certStatus.good) })
      return validation({ leaf: leaf.der, anchors, ocsp: [answer] })
    },
  },
  {
    name: 'the same of an authority with a long name',
    ends: 'good',
    make() {
      const authority = makeAuthority('long', { subject: count(14, (index) => ['OU', `${'名'.repeat(40)}${index}`]) })
      const own = makeLeaf(authority)
      const about = encodeCertId(own, authority.certificate, 'sha256')
      const answer = answerDer({ about, responder: authority.keys, more: count(400, () => certStatus.good) })
      return validation({ leaf: own.der, anchors: [authority.certificate.der], ocsp: [answer] })
    },
  },
  {
    name: 'OCSP answers signed by strangers with four certificates each',
    ends: 'path-budget',
    make() {
      const about = encodeCertId(leaf, root.certificate, 'sha1')
      const responder = makeKeys()
      const extensions = [usage, ext.extendedKeyUsage('1.3.6.1.5.5.7.3.9'), ext.ocspNoCheck()]
      const stranger = makeAuthority('costly root')
      const certificates = count(4, () => makeLeaf(stranger, { keys: responder, extensions }))
      const ocsp = count(20, () => answerDer({ about, responder, certificates }))
      return validation({ leaf: leaf.der, anchors, ocsp })
    },
  },
  {
    name: '100 lists in the name of the authority that it did not sign',
    ends: 'path-budget',
    make() {
      const signer = makeKeys()
      return validation({ leaf: leaf.der, anchors, crls: count(100, () => crlDer({ by: root, signer })) })
    },
  },
  {
    name: '50 lists and 50 delta lists, each pair at an address of its own',
    ends: 'path-budget',
    make() {
      const complete = count(50, (number) =>
        crlDer({ by: root, extensions: [crlNumber(1), scope({ name: url(number) })] }),
      )
      const deltas = count(50, (number) =>
        crlDer({ by: root, extensions: [crlNumber(2), deltaOf(1), scope({ name: url(number) })] }),
      )
      const points = distributionPoints(...count(pointLimit, (index) => ({ name: url(index) })))
      return validation({ leaf: leafWith(points), anchors, crls: [...complete, ...deltas] })
    },
  },
  ...[pointLimit, 1500].flatMap((many): CostlyInput[] => [
    {
      name: `20 lists and 20 delta lists that stand at ${many} addresses`,
      ends: many === pointLimit ? 'good' : 'malformed',
      make() {
        const complete = count(20, () => crlDer({ by: root, extensions: [crlNumber(1), wideScope(many, 0)] }))
        const deltas = count(20, () => crlDer({ by: root, extensions: [crlNumber(2), deltaOf(1), wideScope(many, 1)] }))
        return validation({
          leaf: leafWith(distributionPoints({ name: url(7) })),
          anchors,
          crls: [...complete, ...deltas],
        })
      },
    },
    {
      name: `${many} distribution points against 30 lists at other ones, on 32 paths`,
      ends: many === pointLimit ? 'no-revocation-source' : 'malformed',
      make() {
        const { intermediates, leafOf, anchors: above } = layers(5, 2, () => [])
        const last = { certificate: leaf, subject: [['CN', 'layer 4']] as const, keys: makeKeys() }
        const crls = count(30, (index) => crlDer({ by: last, extensions: [scope({ name: url(10_000 + index) })] }))
        const points = distributionPoints(...count(many, (index) => ({ name: url(index) })))
        return validation({ leaf: leafOf([points]), intermediates, anchors: above, crls })
      },
    },
    {
      name: `${many} relative distribution points against 30 relative lists, on 32 paths`,
      ends: many === pointLimit ? 'no-revocation-source' : 'malformed',
      make() {
        const { intermediates, leafOf, anchors: above } = layers(5, 2, () => [])
        const last = { certificate: leaf, subject: [['CN', 'layer 4']] as const, keys: makeKeys() }
        const relative = (index: number) => ({ name: { relative: ['CN', `${index}`] as const } })
        const crls = count(30, (index) => crlDer({ by: last, extensions: [scope(relative(10_000 + index))] }))
        const points = distributionPoints(...count(many, relative))
        return validation({ leaf: leafOf([points]), intermediates, anchors: above, crls })
      },
    },
  ]),
  {
    name: 'an indirect list of thousands of authorities',
    ends: 'good',
    make() {
      const some = makeLeaf(root)
      const signer = makeAuthority('list signer', { by: root })
      const own = makeLeaf(root, { extensions: [distributionPoints({ crlIssuer: signer.subject })] })
      const revoked = count(
        4000,
        (index) => [some, undefined, [certificateIssuer([['CN', `authority ${index}`]], root.subject)]] as const,
      )
      const indirect = crlDer({ by: signer, extensions: [scope({ indirectCRL: true })], revoked })
      return validation({
        leaf: own.der,
        anchors,
        intermediates: [signer.certificate.der],
        crls: [indirect, crlDer({ by: root })],
      })
    },
  },
  {
    name: 'an indirect list of thousands of names for the same authority, on 32 paths',
    ends: 'no-revocation-source',
    make() {
      // The authorities between have no list, so that every path is looked at to its end.
      const { intermediates, leafOf, anchors: above } = layers(5, 2, () => [])
      const keys = makeKeys()
      const subject = [['CN', 'list signer']] as const
      const extensions = [ext.authority(), ext.keyUsage('cRLSign')]
      const signer = certificateDer({ subject, issuer: subject, signer: keys, keys, extensions })
      const revoked = count(
        4000,
        (index) => [leaf, undefined, [certificateIssuer([['CN', `authority ${index}`]], [['CN', 'layer 4']])]] as const,
      )
      const by = { certificate: leaf, subject, keys }
      const crls = [crlDer({ by, extensions: [scope({ indirectCRL: true })], revoked })]
      const own = distributionPoints({ crlIssuer: subject })
      return validation({ leaf: leafOf([own]), intermediates, anchors: [...above, signer], crls })
    },
  },
  {
    name: 'a list with one serial number 10,000 times',
    ends: 'malformed',
    make() {
      const revoked = count(10_000, () => [leaf] as const)
      return validation({ leaf: leaf.der, anchors, crls: [crlDer({ by: root, revoked })] })
    },
  },
  {
    name: 'a list with 20,000 entries of every kind of extension',
    ends: 'good',
    make() {
      const entry = [extension(oids.invalidityDate, der(tags.generalizedTime, utf8('20240101000000Z')))]
      const certificates = count(20_000, (index) => ({
        ...leaf,
        serialNumber: `01${index.toString(16).padStart(8, '0')}`,
      }))
      const revoked = certificates.map((it) => [it, 1, entry] as const)
      return validation({ leaf: leaf.der, anchors, crls: [crlDer({ by: root, revoked })] })
    },
  },
]
