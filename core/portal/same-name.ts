/**
 * Whether two spellings are one name. Typing forgives width (NFKC), case, and spaces, which Chinese names do not have and
 * forms put between the signs; nothing else: 台 is not 臺 in a name.
 */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other)

const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
