/** Everything the case screen and the queue do by key, in groups for the list of keys. An empty key waits for one of the person's own. */
export const actionGroups = {
  row: ['moveOn', 'moveBack', 'accept', 'refuse', 'takeBack'],
  decide: [
    'approve',
    'askAgain',
    'reject',
    'escalate',
    'disagree',
    'undo',
    'next',
    'claim',
    'renew',
    'give',
    'release',
  ],
  document: [
    'fit',
    'rotate',
    'larger',
    'smaller',
    'nextPage',
    'previousPage',
    'nextDocument',
    'sideBySide',
    'otherSide',
  ],
  queue: ['search', 'choose', 'assign'],
  go: ['goQueue', 'goMyDay', 'goAlerts', 'goCustomers'],
  desk: ['note', 'override', 'palette', 'help'],
} as const;

type ActionGroup = keyof typeof actionGroups;
export type ActionName = (typeof actionGroups)[ActionGroup][number];

/** Product.md section 7; `Mod` is Ctrl or ⌘. */
export const defaultKeys: Readonly<Record<ActionName, string>> = {
  moveOn: 'j',
  moveBack: 'k',
  accept: 'a',
  refuse: 'r',
  takeBack: 't',
  approve: 'Mod+Enter',
  askAgain: 'm',
  reject: 'x',
  escalate: 'e',
  disagree: 'd',
  undo: 'u',
  next: 'n',
  claim: 'c',
  renew: '',
  give: 'g',
  release: '',
  fit: 'z',
  rotate: 'o',
  larger: '+',
  smaller: '-',
  nextPage: ']',
  previousPage: '[',
  nextDocument: '.',
  sideBySide: 's',
  otherSide: 'w',
  search: '/',
  choose: 'v',
  assign: 'p',
  goQueue: '',
  goMyDay: '',
  goAlerts: '',
  goCustomers: '',
  note: 'i',
  override: '',
  palette: 'Mod+k',
  help: '?',
};

export const groupNames = Object.keys(actionGroups).filter((name): name is ActionGroup => name in actionGroups);
export const actionNames: readonly ActionName[] = groupNames.flatMap((group) => actionGroups[group]);

/** Keys with Ctrl or ⌘ stay as they are: browsers and screen readers leave few of them free. */
export const isChangeable = (name: ActionName) => !defaultKeys[name].startsWith('Mod+');
