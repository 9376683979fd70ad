// The library resolves its parts through decorator metadata, so the polyfill must be there before it.
import 'reflect-metadata'
import { cryptoProvider } from '@peculiar/x509'

cryptoProvider.set(globalThis.crypto)

/** The only module of the server that imports the library: what the SAM authority makes with it is named here. */
export {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
