/**
 * Cuts a stream of buffers into pieces of exact size, the first of `firstBytes`, the others of `bytes`, holding never
 * more than one piece. A piece is valid only until the next one is asked for: its memory is used again, or the input's.
 */
export function pieceCutter({ firstBytes, bytes }: { firstBytes: number; bytes: number }) {
  const memory = Buffer.allocUnsafe(Math.max(firstBytes, bytes));
  let wanted = firstBytes;
  let held = 0;

  function* add(input: Buffer): Generator<Buffer> {
    for (let at = 0; at < input.length;) {
      const taken = Math.min(wanted - held, input.length - at);
      const isWhole = taken === wanted;
      if (!isWhole) input.copy(memory, held, at, at + taken);
      const piece = isWhole ? input.subarray(at, at + taken) : memory.subarray(0, wanted);
      at += taken;
      held += taken;
      if (held < wanted) return;
      held = 0;
      wanted = bytes;
      yield piece;
    }
  }

  /** What is left over after the last whole piece: shorter than a piece, perhaps empty. */
  const rest = () => memory.subarray(0, held);
  return { add, rest };
}
