import { expect, it } from 'vitest'
import { defaultLimits } from '../../../core/pki/limits.ts'
import { pathCase, pathOutcome } from './path-vectors.ts'
import { signatureWays } from './signature-ways.ts'
import { type Differences, coreOf, describeOutcomes, itIsRightInAll, withVectors } from './vectors.ts'

/** All of tiers `profile`, `choice` and `name`. */
const differences: Differences = {
  'what an authority must write is not what a validator must ask for: a list is as good without number': [
    'crl::crlnumber-missing',
  ],
  'marked critical although the profile says otherwise, and understood': [
    'crl::crlnumber-critical',
    'rfc5280::aki::critical-aki',
    'rfc5280::ski::critical-ski',
    'webpki::eku::ee-critical-eku',
  ],
  'not marked critical although the profile says so, and enforced all the same': [
    'rfc5280::nc::permitted-dns-match-noncritical',
    'rfc5280::pc::ica-noncritical-pc',
    'rfc5280::root-non-critical-basic-constraints',
  ],
  'key identifiers only say which issuer to try first: the signature decides': [
    'rfc5280::aki::leaf-missing-aki',
    'rfc5280::aki::intermediate-missing-aki',
    'rfc5280::aki::cross-signed-root-missing-aki',
    'rfc5280::ski::root-missing-ski',
    'rfc5280::ski::intermediate-missing-ski',
    'webpki::aki::root-with-aki-missing-keyidentifier',
    'webpki::aki::root-with-aki-authoritycertissuer',
    'webpki::aki::root-with-aki-authoritycertserialnumber',
    'webpki::aki::root-with-aki-all-fields',
    'webpki::aki::root-with-aki-ski-mismatch',
  ],
  'subjectAltName takes no part but under name constraints: a card holder has no host name': [
    'rfc5280::san::noncritical-with-empty-subject',
    'rfc5280::san::underscore-dns',
  ],
  'serial numbers are compared as octets, and zero is one like another': ['rfc5280::serial::zero'],
  'caIssuers is never followed': ['rfc5280::ee-critical-aia-invalid'],
  'what the leaf may be is the card type’s profile (endEntity), which the case does not ask for': [
    'rfc5280::leaf-ku-keycertsign',
    'webpki::ee-basicconstraints-ca',
    'webpki::ca-as-leaf',
    'webpki::v1-cert',
  ],
  'a rule for web servers’ certificates': [
    'webpki::eku::ee-anyeku',
    'webpki::eku::ee-without-eku',
    'webpki::eku::root-has-eku',
    'webpki::forbidden-rsa-not-divisible-by-8-in-root',
    'webpki::forbidden-rsa-key-not-divisible-by-8-in-leaf',
  ],
  'depth is a budget: it counts every certificate, self-issued ones too': ['pathlen::max-chain-depth-1-self-issued'],
  'the host name that is asked for is not compared: no server is being visited': [
    'rfc5280::san::ip-in-dns',
    'rfc5280::ca-as-leaf-wrong-san',
    'webpki::cn::ipv4-hex-mismatch',
    'webpki::cn::ipv4-leading-zeros-mismatch',
    'webpki::cn::ipv6-uppercase-mismatch',
    'webpki::cn::ipv6-uncompressed-mismatch',
    'webpki::cn::ipv6-non-rfc5952-mismatch',
    'webpki::cn::punycode-not-in-san',
    'webpki::cn::utf8-vs-punycode-mismatch',
    'webpki::cn::not-in-san',
    'webpki::cn::case-mismatch',
    'webpki::san::mismatch-domain-san',
    'webpki::san::mismatch-subdomain-san',
    'webpki::san::mismatch-subdomain-apex-san',
    'webpki::san::mismatch-apex-subdomain-san',
    'webpki::san::public-suffix-wildcard-san',
    'webpki::san::public-suffix-multi-label-wildcard-san',
    'webpki::san::public-suffix-private-namespace-wildcard-san',
    'webpki::san::wildcard-embedded-leftmost-san',
    'webpki::san::wildcard-not-in-leftmost-san',
    'webpki::san::wildcard-match-across-labels-san',
    'webpki::san::wildcard-embedded-ulabel-san',
    'webpki::san::no-san',
    'webpki::san::san-critical-with-nonempty-subject',
    'webpki::san::san-wildcard-only',
    'webpki::san::san-wildcard-only-tld',
  ],
}

withVectors('limbo.json', pathCase, (cases, blob) => {
  for (const [way, verify] of signatureWays) {
    const outcomes = cases.map((vector) => pathOutcome(vector, blob, verify))
    describeOutcomes(`limbo by ${way}`, outcomes, differences)
    itIsRightInAll(`limbo core by ${way}`, coreOf(outcomes), 115)

    const most = Math.max(...outcomes.map(({ signatures }) => signatures))
    it(`no case by ${way} takes more than ${most} of ${defaultLimits.signatures} signature checks`, () => {
      expect(most).toBeLessThanOrEqual(defaultLimits.signatures)
    })
  }
})
