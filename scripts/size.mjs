import { firstLoadReport } from './lib/first-load.mjs';

// Gzip bytes of JavaScript and CSS that a first visit loads, against each portal's budget.
const { lines, withinBudget } = firstLoadReport();
console.log(lines.join('\n'));
process.exit(withinBudget ? 0 : 1);
