/** What stood in the way of a request. */
export type Obstacle =
  'offline' | 'withheld' | 'name' | 'proxy' | 'authority' | 'validity' | 'host-name' | 'secure-connection' | 'no-answer'

/** Chromium's names (net/base/net_error_list.h), the particular before the general; any other is a server that does not answer. */
const obstacles: readonly (readonly [RegExp, Obstacle])[] = [
  [/ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO_SUSPENDED)/, 'offline'],
  [/ERR_BLOCKED_BY_CLIENT/, 'withheld'],
  [/ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|ICANN_NAME_COLLISION|DNS_\w+)/, 'name'],
  [/ERR_(PROXY_\w+|TUNNEL_CONNECTION_FAILED|SOCKS_\w+|MANDATORY_PROXY_CONFIGURATION_FAILED|PAC_\w+)/, 'proxy'],
  [/ERR_(CERT_AUTHORITY_INVALID|CERTIFICATE_TRANSPARENCY_REQUIRED)/, 'authority'],
  [/ERR_CERT_(DATE_INVALID|VALIDITY_TOO_LONG)/, 'validity'],
  [/ERR_CERT_COMMON_NAME_INVALID/, 'host-name'],
  [/ERR_(CERT_|SSL_|BAD_SSL_|ECH_)/, 'secure-connection'],
]

export const obstacleOf = (error: string): Obstacle =>
  obstacles.find(([pattern]) => pattern.test(error))?.[1] ?? 'no-answer'
