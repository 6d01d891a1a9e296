export interface PasswordTools {
  /** On the lists that attackers try first. */
  isCommon: (password: string) => boolean;
  /** 0 (guessed at once) to 4; `words` are what is known of the owner. */
  strength: (password: string, words: readonly string[]) => 0 | 1 | 2 | 3 | 4;
}

let loaded: PasswordTools | undefined;
let loading: Promise<PasswordTools> | undefined;

async function load(): Promise<PasswordTools> {
  const [{ isCommonPassword }, { ZxcvbnFactory }, common, english] = await Promise.all([
    import('@ostiary/domain/passwords'),
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const meter = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  return { isCommon: isCommonPassword, strength: (password, words) => meter.check(password, [...words]).score };
}

/** The lists are large: they arrive when somebody begins to choose a password. A failure is tried again at the next call. */
export async function loadPasswordTools(): Promise<PasswordTools> {
  loading ??= load();
  try {
    loaded = await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  return loaded;
}

/** What has arrived so far. */
export const passwordTools = (): PasswordTools | undefined => loaded;
