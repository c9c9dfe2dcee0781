import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { en } from '../../locales/en.js';
import { projectFile } from '../../src/util/project-file.js';

const read = (path: string): string => readFileSync(projectFile(path), 'utf8');
const doc = read('docs/operate/troubleshooting.md');

const sources = readdirSync(projectFile('src/'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`src/${file}`));

/** The texts that an expression can have. */
function textsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)];
  }
  return ts.isParenthesizedExpression(node) ? textsIn(node.expression) : [];
}

/** What is logged as a warning or an error. */
function warnings(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\blog\??\.(?:warn|error|fatal)$/.test(calleeOf(node))) {
      const last = node.arguments.at(-1);
      const texts = last === undefined ? [] : textsIn(last);
      found.push(...(texts.length === 0 ? [`? ${node.getText().slice(0, 80)}`] : texts));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function calleeOf(call: ts.CallExpression): string {
  return call.expression.getText().replace(/\s+/g, '');
}

describe('docs/operate/troubleshooting.md', () => {
  it('has a line for every warning and error in the log', () => {
    const missing = sources.flatMap(warnings).filter((line) => !doc.includes(`\`${line}\``));
    assert.deepEqual([...new Set(missing)].sort(), []);
  });

  it('names no line that the code does not have', () => {
    const log = doc.slice(doc.indexOf('## What the log says'), doc.indexOf('Lines that belong'));
    const lines = [...log.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, line = '']) => line),
    );
    assert.ok(lines.length > 60);
    const unknown = lines.filter((line) => {
      const parts = line.split('…').filter((part) => part.trim() !== '');
      return !sources.some((source) => parts.every((part) => source.includes(part)));
    });
    assert.deepEqual(unknown, []);
  });

  it('quotes the bot as people hear it', () => {
    const heard = doc.slice(doc.indexOf('## What people say'), doc.indexOf('## What the log says'));
    const quotes = [...heard.matchAll(/^\| “([^”]+)”/gm)].map(([, quote = '']) => quote);
    assert.ok(quotes.length >= 2);
    const said = JSON.stringify(en);
    assert.deepEqual(
      quotes.filter((quote) => !said.includes(quote)),
      [],
    );
  });
});
