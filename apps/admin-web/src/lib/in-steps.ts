/** Runs `task` at the first call at once, then at most every `stepMs`; the last call is never lost. */
export function inSteps(stepMs: number, task: () => void): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isAskedAgain = false;
  const run = () => {
    isAskedAgain = false;
    pause = setTimeout(() => {
      pause = undefined;
      if (isAskedAgain) run();
    }, stepMs);
    task();
  };
  return () => {
    if (pause === undefined) run();
    else isAskedAgain = true;
  };
}
