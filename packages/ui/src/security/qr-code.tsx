import { create } from 'qrcode';
import classes from './security.module.css';

// ISO/IEC 18004: four modules of light around the code.
const quietModules = 4;

/** The dark modules of each row as runs, in one path. */
function pathOf({ size, data }: { size: number; data: Uint8Array }): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const start = column;
      while (column < size && data[row * size + column]) column += 1;
      if (column > start) path += `M${start} ${row}h${column - start}v1h${start - column}z`;
    }
  }
  return path;
}

interface QrCodeProps {
  text: string;
  /** Said instead of the picture. */
  label: string;
}

/** A QR code drawn in the page: dark on light in both colour schemes, since not every app reads it inverted. */
export function QrCode({ text, label }: QrCodeProps) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * quietModules;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quietModules} ${-quietModules} ${side} ${side}`}
      className={classes.qr}
      shapeRendering="crispEdges"
    >
      <rect x={-quietModules} y={-quietModules} width={side} height={side} fill="#ffffff" />
      <path d={pathOf(modules)} fill="#000000" />
    </svg>
  );
}
