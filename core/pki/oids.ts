/** Object identifiers by the names of their standards. */

/** RFC 5280 §4.2: certificate and CRL extensions. */
export const extensionOids = {
  subjectDirectoryAttributes: '2.5.29.9',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  cRLNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCRLIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  cRLDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  freshestCRL: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
} as const

export const anyPolicy = '2.5.29.32.0'

/** RFC 5280 §4.2.1.4: the qualifiers that we know to be without meaning for validation. */
export const policyQualifierOids = { cps: '1.3.6.1.5.5.7.2.1', userNotice: '1.3.6.1.5.5.7.2.2' } as const

export const extendedKeyUsageOids = {
  any: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const

export const accessMethodOids = { ocsp: '1.3.6.1.5.5.7.48.1', caIssuers: '1.3.6.1.5.5.7.48.2' } as const

export const ocspBasicOid = '1.3.6.1.5.5.7.48.1.1'

export const hashOids = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const

export const attributeOids = {
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  organizationName: '2.5.4.10',
  /** ETSI EN 319 412-1 §5.1.4. */
  organizationIdentifier: '2.5.4.97',
  emailAddress: '1.2.840.113549.1.9.1',
} as const

export const keyOids = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsassaPss: '1.2.840.113549.1.1.10',
  ecPublicKey: '1.2.840.10045.2.1',
} as const

/** Taiwan's government PKI (reference/taiwan-cards.md §5; GPKI certificate profile). */
export const gpkiOids = {
  /** Assurance level 3. */
  policyLevel3: '2.16.886.101.0.3.3',
  subjectType: '2.16.886.1.100.2.1',
  businessNumber: '2.16.886.1.100.2.101',
  governmentOid: '2.16.886.1.100.2.102',
} as const

/**
 * Certificates of security modules, by environment. The arc is RFC 5612's for documentation: whoever runs the authority
 * registers its own and puts it here.
 */
export const modulePolicyOids = { test: '1.3.6.1.4.1.32473.9.1', production: '1.3.6.1.4.1.32473.9.2' } as const
