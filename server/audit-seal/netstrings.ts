/**
 * Fields one after another so that no two lists of fields give the same bytes (cr.yp.to/proto/netstrings.txt): the length in
 * bytes, a colon, the UTF-8 bytes, a comma. Null, which a netstring does not have, is `-,`.
 */
export const netstrings = (fields: readonly (string | null)[]): Buffer =>
  Buffer.from(fields.map((field) => (field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`)).join(''))
