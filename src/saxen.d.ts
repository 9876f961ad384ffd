/** The part of saxen that is used here; it ships no types. */
declare module 'saxen' {
  /** Where the parser is; 0-based. */
  type Context = () => { line: number; column: number }
  type Decode = (text: string) => string

  export class Parser {
    on(
      name: 'openTag',
      callback: (
        name: string,
        attributes: () => Record<string, string>,
        decode: Decode,
        isEmpty: boolean,
        context: Context,
      ) => void,
    ): this
    on(name: 'closeTag', callback: (name: string) => void): this
    on(name: 'text', callback: (text: string, decode: Decode, context: Context) => void): this
    on(name: 'cdata' | 'question', callback: (text: string, context: Context) => void): this
    on(name: 'attention', callback: (text: string, decode: Decode, context: Context) => void): this
    on(name: 'error' | 'warn', callback: (error: Error, context: Context) => void): this
    parse(xml: string): this
  }
}
