/** The tags of an Accept-Language header, the most wanted first (RFC 9110, 12.5.4). What is malformed, or unwanted, is left out. */
export function preferredLanguages(header: string | undefined): string[] {
  if (header === undefined) return []
  return header
    .slice(0, 500)
    .split(',')
    .flatMap((part) => {
      const [, tag, weight = '1'] =
        /^\s*([A-Za-z]{1,8}(?:-[A-Za-z\d]{1,8})*)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/.exec(part) ?? []
      return tag === undefined || Number(weight) === 0 ? [] : [{ tag, weight: Number(weight) }]
    })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
