import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';

// 4 000 pixels show the finest print of a page; below 1 200 it starts to go.
const sides = [4_000, 3_000, 2_000, 1_200];
const quality = 0.9;

function draw(photo: ImageBitmap, longSide: number): Promise<Blob | null> {
  const scale = Math.min(1, longSide / Math.max(photo.width, photo.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(photo.width * scale);
  canvas.height = Math.round(photo.height * scale);
  const brush = canvas.getContext('2d');
  if (!brush) return Promise.resolve(null);
  // JPEG has no transparency: without this a see-through PNG turns black.
  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(photo, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

/** The photo as a JPEG below the limit, made on this device, upright; null when the device cannot. */
export async function shrinkPhoto(file: File): Promise<File | null> {
  const photo = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!photo) return null;
  try {
    for (const side of sides) {
      const smaller = await draw(photo, side);
      if (smaller && smaller.size <= MAX_FILE_BYTES)
        return new File([smaller], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' });
    }
    return null;
  } finally {
    photo.close();
  }
}
