export interface PixelSize {
  width: number;
  height: number;
}

/** PNG (W3C PNG, 11.2.1): IHDR comes first, its width and height as 32-bit numbers from byte 16. */
function pngSize(bytes: DataView): PixelSize | null {
  return bytes.byteLength < 24 ? null : { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

// SOF0 to SOF15 but DHT (C4), JPG (C8) and DAC (CC), which share their range (ITU-T T.81, table B.1).
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(bytes: DataView): PixelSize | null {
  for (let at = 2; at + 9 <= bytes.byteLength; at += 2 + bytes.getUint16(at + 2)) {
    if (bytes.getUint8(at) !== 0xff) return null;
    if (isFrame(bytes.getUint8(at + 1))) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
  }
  return null;
}

/** The size of a picture as its header gives it; null where the first bytes do not tell. Nothing is decoded. */
export function imageSize(head: ArrayBuffer, type: 'image/jpeg' | 'image/png'): PixelSize | null {
  const bytes = new DataView(head);
  return type === 'image/png' ? pngSize(bytes) : jpegSize(bytes);
}
