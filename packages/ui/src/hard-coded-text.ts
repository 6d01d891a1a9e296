import { parseAst } from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const field = (node: Node, name: string): unknown => Reflect.get(node, name);
const nodeAt = (node: Node, name: string): Node | undefined => {
  const value = field(node, name);
  return isNode(value) ? value : undefined;
};

/** What people read or hear of an element; everything else is for machines. */
const spoken =
  /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|alt|title|placeholder|label|description|lead|eyebrow|legend|caption|heading|summary|note|hint|empty|error|tooltip|\w+(?:Label|Title|Text|Description|Placeholder))$/;
/** One letter is a sign; two are a word in some language. */
const isWord = (text: string) => /\p{L}[\p{L}\p{M}]/u.test(text);

function cookedOf(quasi: Node): string {
  const value = field(quasi, 'value');
  return typeof value === 'object' && value !== null ? String(Reflect.get(value, 'cooked')) : '';
}

/** Texts that an expression may become where it stands; what it is made of elsewhere is not looked into. */
function textsOf(node: Node | undefined): string[] {
  if (!node) return [];
  const of = (...names: string[]) => names.flatMap((name) => textsOf(nodeAt(node, name)));
  if (node.type === 'Literal') return typeof field(node, 'value') === 'string' ? [String(field(node, 'value'))] : [];
  if (node.type === 'TemplateLiteral') {
    const quasis = field(node, 'quasis');
    return Array.isArray(quasis) ? quasis.filter(isNode).map(cookedOf) : [];
  }
  if (node.type === 'ConditionalExpression') return of('consequent', 'alternate');
  if (node.type === 'LogicalExpression') return of('left', 'right');
  if (node.type === 'JSXExpressionContainer' || node.type === 'ParenthesizedExpression') return of('expression');
  return [];
}

function nameOf(node: Node | undefined): string {
  if (node?.type === 'JSXNamespacedName') return `${nameOf(nodeAt(node, 'namespace'))}:${nameOf(nodeAt(node, 'name'))}`;
  return node ? String(field(node, 'name')) : '';
}

function textsAt(node: Node): string[] {
  if (node.type === 'JSXText') return [String(field(node, 'value'))];
  if (node.type === 'JSXAttribute')
    return spoken.test(nameOf(nodeAt(node, 'name'))) ? textsOf(nodeAt(node, 'value')) : [];
  if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return [];
  const children = field(node, 'children');
  const inner = Array.isArray(children) ? children.filter(isNode) : [];
  return inner.flatMap((child) => (child.type === 'JSXExpressionContainer' ? textsOf(child) : []));
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const inner of Object.values(value)) if (typeof inner === 'object') walk(inner, visit);
}

/**
 * Words that stand in the source of a screen instead of its files of words: between tags, or in an attribute that people
 * read or hear. `names` are those of no language, such as the bank's.
 * @returns `path:line: text`
 */
export function hardCodedText(sources: Readonly<Record<string, string>>, names: readonly string[] = []): string[] {
  const found: string[] = [];
  for (const [path, source] of Object.entries(sources)) {
    if (!path.endsWith('.tsx')) continue;
    walk(parseAst(source, { lang: 'tsx' }), (node) => {
      for (const text of textsAt(node)) {
        if (!isWord(text) || names.includes(text.trim())) continue;
        found.push(`${path}:${source.slice(0, node.start).split('\n').length}: ${text.trim()}`);
      }
    });
  }
  return found;
}
