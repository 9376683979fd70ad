import { type CardType, cardTypes, certificateCardTypes } from '../core/cards/card-types.ts'
import { fromBase64 } from '../core/bytes/base64.ts'
import { fingerprint } from '../core/pki/fingerprint.ts'
import { makeCrl } from '../demo/pki/crl.ts'
import type { DemoAuthority, DemoPki } from '../demo/pki/demo-pki.ts'
import { authorityUrls } from '../demo/pki/authorities.ts'
import type { Clock } from './clock.ts'
import type { TrustRow } from './pki/trust-configuration.ts'

/** The demo's authorities as a trust file would pin them: the root as anchor, the issuing authority below it. */
export function demoTrustRows(pki: DemoPki): TrustRow[] {
  return certificateCardTypes.flatMap((cardType): TrustRow[] => {
    const { issuer } = cardTypes[cardType]
    return issuer === undefined
      ? []
      : [trustRow(cardType, 'anchor', pki.root), trustRow(cardType, 'intermediate', pki.authorities[issuer])]
  })
}

function trustRow(cardType: CardType, role: 'anchor' | 'intermediate', authority: DemoAuthority): TrustRow {
  const certificate = fromBase64(authority.certificate)
  const { crl, ocsp } = authorityUrls(authority.slug)
  const sha256 = fingerprint(certificate)
  return { cardType, role, environment: 'test', sha256, certificate, crlUrls: [crl], ocspUrl: ocsp }
}

/**
 * The lists' addresses are names that only a browser resolves to this computer, so the demo's own refresh gets them from
 * the PKI itself; everything after the fetch is the product's.
 */
export function demoFetch(pki: DemoPki, clock: Clock): typeof globalThis.fetch {
  const authorities = new Map(
    [pki.root, ...Object.values(pki.authorities)].map((it) => [authorityUrls(it.slug).crl, it]),
  )
  return async (input) => {
    const authority = authorities.get(input instanceof Request ? input.url : String(input))
    return authority ? new Response(await makeCrl(authority, clock.now())) : new Response(null, { status: 404 })
  }
}
