import type { FirstAnswer } from '../../core/protocol/page-renderer.ts'
import type { RouteAnswer, RouteName, RouteRequest } from '../../core/protocol/routes.ts'

/** What the server answered by itself when it drew the page: what is drawn first does not ask for it again. */
export class FirstAnswers {
  #answers: ReadonlyMap<string, object>

  constructor(answers: readonly FirstAnswer[] = []) {
    this.#answers = new Map(answers.map(({ route, request, answer }) => [keyOf(route, request), answer]))
  }

  find<R extends RouteName>(route: R, request: RouteRequest<R>): RouteAnswer<R> | undefined {
    // The answers are the server's own, each of its route's type.
    return this.#answers.get(keyOf(route, request)) as RouteAnswer<R> | undefined
  }

  /** Once the page is drawn: whatever is drawn later asks anew. */
  forget(): void {
    this.#answers = new Map()
  }
}

const keyOf = (route: string, request: object): string => `${route} ${JSON.stringify(request)}`
