import type { SystemName } from '../registration/browsers.ts'

/** Where an issuing centre's component puts its PKCS#11 module. */
export interface KnownModule {
  readonly component: string
  /** The first that is there is used: two copies of one module would show every card twice. `%NAME%` and `~` are filled in. */
  readonly paths: Record<SystemName, readonly KnownPath[]>
}

interface KnownPath {
  readonly path: string
  /** Where the path was read. None was seen by us on a machine with the component: no computer here has one. */
  readonly source: string
}

const portals = 'named without a folder by portals’ sign-in scripts; Windows looks in System32 first'
const localSignServer = 'folder of HiPKILocalSignServer, from a package of it'

export const knownModules: readonly KnownModule[] = [
  {
    // Chunghwa Telecom's for MOICA, GCA and MOEACA; newer ones read HCA cards too.
    component: 'HiCOS',
    paths: {
      win32: [
        { path: String.raw`%SystemRoot%\System32\HiCOSPKCS11.dll`, source: portals },
        {
          path: String.raw`%SystemRoot%\System32\HiCOSPKCS11_219.dll`,
          source: 'an agency’s installation script that renames it',
        },
      ],
      darwin: [
        { path: '/usr/local/lib/libHicos_p11v1.dylib', source: 'unverified' },
        { path: '~/Library/HiPKILocalSignServer/libHicos_p11v1.dylib', source: localSignServer },
        { path: '/Library/FBTokenLib/libHicos_p11v1.dylib', source: 'a bank’s sign-in script' },
      ],
      linux: [
        { path: '/usr/local/lib/libHicos_p11v1.so', source: 'unverified' },
        { path: '/usr/lib/libHicos_p11v1.so', source: 'unverified' },
      ],
    },
  },
  {
    component: 'HCA',
    paths: {
      win32: [{ path: String.raw`%SystemRoot%\System32\HCAPKCS11.dll`, source: portals }],
      darwin: [],
      linux: [],
    },
  },
]
