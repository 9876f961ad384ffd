/** A part of an address without its percent signs; as it stands where they mean nothing. */
export function decoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
