/** Long edge of a photo as it is sent: more than reading needs, a fraction of what cameras make. */
export const LONG_EDGE = 2400;
const SMALL_ENOUGH = 1_500_000;
const QUALITY = 0.88;
// HEIC only where the browser can draw it; elsewhere the photo goes as it is.
const DRAWABLE = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'];

/** The size to draw at: never larger than it came, never smaller than reading needs. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONG_EDGE / Math.max(width, height, 1));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** A photo made smaller where it is larger than needed; everything else goes as it is. */
export async function shrink(file: File): Promise<Blob> {
  if (!DRAWABLE.includes(file.type)) return file;
  const picture = await decode(file);
  if (!picture) return file;
  const size = fitted(picture.naturalWidth, picture.naturalHeight);
  const same = size.width === picture.naturalWidth;
  if (same && file.size <= SMALL_ENOUGH) return file;
  const smaller = await drawn(picture, size);
  return smaller && smaller.size < file.size ? smaller : file;
}

/** The picture as browsers show it, turned the way it was held; null when it cannot be read. */
function decode(file: File): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const address = URL.createObjectURL(file);
    const picture = new Image();
    const done = (result: HTMLImageElement | null) => {
      URL.revokeObjectURL(address);
      resolve(result);
    };
    picture.onload = () => done(picture);
    picture.onerror = () => done(null);
    picture.src = address;
  });
}

function drawn(
  picture: HTMLImageElement,
  { width, height }: { width: number; height: number },
): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  pen.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
