/** The part of saxen that is used here; it ships no types. */
declare module 'saxen' {
  export class Parser {
    on(
      name: 'openTag',
      callback: (
        name: string,
        attributes: () => Record<string, string>,
        decode: (text: string) => string,
      ) => void,
    ): this
    on(name: 'closeTag', callback: (name: string) => void): this
    on(name: 'text', callback: (text: string, decode: (text: string) => string) => void): this
    on(name: 'cdata' | 'attention', callback: (text: string) => void): this
    on(name: 'error', callback: (error: Error) => void): this
    parse(xml: string): this
  }
}
