/** So many calls in a row the server takes from a session; of a list that is longer than they bring, the first rows. */
const mostCalls = 200

interface Part<R> {
  readonly rows: readonly R[]
  readonly more: boolean
}

/** All rows of a list that comes by the numbers of its pages. */
export async function everyPage<R>(read: (page: number) => Promise<Part<R>>): Promise<readonly R[]> {
  let page = 0
  return await everyAfter<R>(() => read(++page))
}

/** All rows of a list of which each part begins after the last row of the part before. */
export async function everyAfter<R>(read: (last: R | undefined) => Promise<Part<R>>): Promise<readonly R[]> {
  const all: R[] = []
  for (let calls = 0; calls < mostCalls; calls++) {
    const { rows, more } = await read(all.at(-1))
    all.push(...rows)
    if (!more) break
  }
  return all
}
