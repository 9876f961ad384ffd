/** Bytes that are written one after the other, the highest first. */
export class Bytes {
  private buffer = Buffer.alloc(1024)
  length = 0

  u8(value: number): void {
    this.grow(1)
    this.buffer[this.length++] = value
  }

  u16(value: number): void {
    this.grow(2)
    this.length = this.buffer.writeUInt16BE(value & 0xffff, this.length)
  }

  u32(value: number): void {
    this.grow(4)
    this.length = this.buffer.writeUInt32BE(value >>> 0, this.length)
  }

  append(bytes: Uint8Array): void {
    this.grow(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  /** UIntBase128 of WOFF2: seven bits a byte, as few bytes as it takes. */
  base128(value: number): void {
    let shift = 0
    while (value >>> shift >= 128) shift += 7
    for (; shift > 0; shift -= 7) this.u8(((value >>> shift) & 127) | 128)
    this.u8(value & 127)
  }

  /** 255UInt16 of WOFF2: one byte up to 252, two up to 758. */
  short255(value: number): void {
    if (value < 253) this.u8(value)
    else if (value < 506) this.bytes(255, value - 253)
    else if (value < 759) this.bytes(254, value - 506)
    else this.bytes(253, value >> 8, value & 255)
  }

  bytes(...values: number[]): void {
    for (const value of values) this.u8(value)
  }

  /** With zeros up to a multiple of four. */
  pad(): void {
    while (this.length % 4 !== 0) this.u8(0)
  }

  get written(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  private grow(more: number): void {
    if (this.length + more <= this.buffer.length) return
    const larger = Buffer.alloc(Math.max(this.buffer.length * 2, this.length + more))
    larger.set(this.written)
    this.buffer = larger
  }
}
