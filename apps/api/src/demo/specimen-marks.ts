import type { Mark, Write } from './drawing.ts';

/** Says what it is, in letters nobody can overlook, on every drawing. */
export function specimenMarks(write: Write, { width, height }: { width: number; height: number }): Mark[] {
  const size = width / 8.5;
  return [
    write('SPECIMEN', {
      x: width / 2,
      y: height * 0.62,
      size,
      bold: true,
      color: '#b3261e',
      opacity: 0.16,
      align: 'middle',
      turn: -18,
      spacing: size / 9,
    }),
    write('SPECIMEN · FICTIONAL PERSON · NOT A REAL DOCUMENT', {
      x: width / 2,
      y: height - width * 0.016,
      size: width / 55,
      bold: true,
      color: '#b3261e',
      align: 'middle',
      spacing: width / 800,
    }),
  ];
}
