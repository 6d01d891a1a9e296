export interface Box {
  width: number;
  height: number;
}

/** What a page of a document needs to be drawn; `rotation` in degrees clockwise, `stage` in CSS pixels. */
export interface PageProps {
  blob: Blob;
  /** Its name for people who cannot see it. */
  label: string;
  rotation: number;
  stage: Box;
}

const margin = 16;
const smallest = 40;

/** The largest box of the same shape that fits the stage with a margin around. */
export function fitInto(box: Box, stage: Box): Box {
  const room = (size: number) => Math.max(smallest, size - 2 * margin);
  const scale = Math.min(room(stage.width) / box.width, room(stage.height) / box.height);
  return { width: Math.round(box.width * scale), height: Math.round(box.height * scale) };
}
