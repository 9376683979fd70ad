/** What a server calls a version of a list (RFC 9110 §8.8), to be sent back so that an unchanged list is not sent again. */
export interface ListValidators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Longer ones are not kept. */
const maximumLength = 256
/** RFC 9110 §8.8.3. */
const entityTag = /^(?:W\/)?"[\x21\x23-\x7e]*"$/

/** The validators in a response, as far as they have the standard's form. */
export function readValidators(headers: Headers): ListValidators {
  const etag = headers.get('etag')
  const lastModified = headers.get('last-modified')
  return {
    etag: etag !== null && etag.length <= maximumLength && entityTag.test(etag) ? etag : null,
    lastModified:
      lastModified !== null && lastModified.length <= maximumLength && !Number.isNaN(Date.parse(lastModified))
        ? lastModified
        : null,
  }
}

/** The headers of a conditional request; a server that knows entity tags passes the date over. */
export const conditionalHeaders = ({ etag, lastModified }: ListValidators): Record<string, string> => ({
  ...(etag === null ? {} : { 'If-None-Match': etag }),
  ...(lastModified === null ? {} : { 'If-Modified-Since': lastModified }),
})
