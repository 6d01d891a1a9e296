import { describe, expect, it } from 'vitest';
import { inspectFile } from './file-hints.ts';
import { shrinkPhoto } from './shrink-photo.ts';
import { jpegBytes, pngBytes } from './testing-files.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const inspect = (bytes: Uint8Array<ArrayBuffer>, { name = 'scan.jpg', size = bytes.length } = {}) => {
  const file = new File([bytes], name, { type: 'image/jpeg' });
  Object.defineProperty(file, 'size', { value: size });
  return inspectFile(file);
};
const large = 10_485_761;

describe('a file before it is sent', () => {
  it.each([
    ['a JPEG', jpegBytes(1200, 800), { kind: 'fine' }],
    ['a PNG', pngBytes(600, 600), { kind: 'fine' }],
    ['a PDF under a wrong name', ascii('%PDF-1.7'), { kind: 'fine' }],
    ['a small JPEG', jpegBytes(1200, 599), { kind: 'small-image', width: 1200, height: 599 }],
    ['a small PNG', pngBytes(320, 200), { kind: 'small-image', width: 320, height: 200 }],
    ['a JPEG whose header says no size', jpegBytes(1, 1).subarray(0, 12), { kind: 'fine' }],
    ['a PNG cut in its header', pngBytes(1, 1).subarray(0, 18), { kind: 'fine' }],
    ['nothing', new Uint8Array(), { kind: 'refused', hint: 'FILE_EMPTY' }],
    ['a program', ascii('MZ this is a program'), { kind: 'refused', hint: 'FILE_TYPE_REFUSED' }],
    ['HTML', ascii('<html>'), { kind: 'refused', hint: 'FILE_TYPE_REFUSED' }],
    ['a photo of a phone that saves HEIF', ascii('\0\0\0\u0018ftypheic'), { kind: 'refused', hint: 'FILE_HEIF' }],
  ])('%s', async (_, bytes, finding) => {
    expect(await inspect(bytes)).toEqual(finding);
  });

  it.each([
    ['a PDF', ascii('%PDF-1.7'), { kind: 'refused', hint: 'FILE_TOO_LARGE' }],
    ['a JPEG', jpegBytes(9000, 6000), { kind: 'large-photo' }],
  ])('%s above 10 MiB', async (_, bytes, finding) => {
    expect(await inspect(bytes, { size: large })).toEqual(finding);
    expect(await inspect(bytes, { size: large - 1 })).toEqual({ kind: 'fine' });
  });

  it('cannot be looked at when the device has its name only', async () => {
    const file = new File(['x'], 'cloud.jpg');
    file.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error('NotReadableError')) });
    expect(await inspectFile(file)).toEqual({ kind: 'refused', hint: 'FILE_UNREADABLE' });
  });
});

describe('a photo above the limit', () => {
  /** jsdom has no canvas: each drawing is as large as its pixels say. */
  function drawWith(bytesPerPixel: number) {
    const drawn: number[] = [];
    const canvas = {
      width: 0,
      height: 0,
      getContext: () => ({ fillRect: () => undefined, drawImage: () => drawn.push(canvas.width) }),
      toBlob: (take: (blob: Blob) => void) => {
        const blob = new Blob(['x']);
        Object.defineProperty(blob, 'size', { value: canvas.width * canvas.height * bytesPerPixel });
        take(blob);
      },
    };
    const plain = document.createElement.bind(document);
    const create = (name: string) => (name === 'canvas' ? canvas : plain(name));
    Object.assign(document, { createElement: create });
    Object.assign(globalThis, { createImageBitmap: () => Promise.resolve({ width: 8000, height: 6000, close() {} }) });
    return { drawn, restore: () => Object.assign(document, { createElement: plain }) };
  }

  it.each([
    [0.5, [4000], 'holiday.jpg'],
    [1, [4000, 3000], 'holiday.jpg'],
    [12, [4000, 3000, 2000, 1200], undefined],
  ])('at %d bytes a pixel is drawn at %j', async (bytesPerPixel, expected, name) => {
    const { drawn, restore } = drawWith(bytesPerPixel);
    const smaller = await shrinkPhoto(new File(['x'], 'holiday.png'));
    restore();
    expect(drawn).toEqual(expected);
    expect(smaller?.name).toBe(name);
  });

  it('stays as it is when the device cannot read it', async () => {
    Object.assign(globalThis, { createImageBitmap: () => Promise.reject(new Error('InvalidStateError')) });
    expect(await shrinkPhoto(new File(['x'], 'broken.jpg'))).toBeNull();
  });
});
