/** Of easysax 0.4.0, what the bench takes. */
declare module 'easysax' {
  export default class EasySax {
    on(event: 'startNode' | 'endNode' | 'textNode', handler: () => void): void
    parse(text: string): void
  }
}
