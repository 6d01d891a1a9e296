/** The head of a JPEG with a comment before its size (ITU-T T.81): enough for what a browser looks at. */
export function jpegBytes(width: number, height: number): Uint8Array<ArrayBuffer> {
  const comment = [0xff, 0xfe, 0, 6, 1, 2, 3, 4];
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3];
  return Uint8Array.from([0xff, 0xd8, ...comment, ...frame, 0, 0, 0]);
}

/** The head of a PNG: signature and IHDR. */
export function pngBytes(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

/** A photo large enough to be read, of so many bytes. */
export function photoFile(name = 'passport.jpg', sizeBytes = 64): File {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(jpegBytes(1200, 800));
  return new File([bytes], name, { type: 'image/jpeg' });
}
