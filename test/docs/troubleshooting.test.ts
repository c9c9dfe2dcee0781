import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { en } from '../../locales/en.js';
import { projectFile } from '../../src/util/log.js';

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

/** What can be at the place of a text: its holes are `…`, and a name is what it was last set to. */
function wordsOf(node: ts.Expression | undefined, source: ts.SourceFile): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const rest = node.templateSpans.map(({ expression, literal }) => {
      const [only = '…', ...more] = ts.isIdentifier(expression) ? wordsOf(expression, source) : [];
      return `${more.length === 0 ? only : '…'}${literal.text}`;
    });
    return [[node.head.text, ...rest].join('')];
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].flatMap((one) => wordsOf(one, source));
  }
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.flatMap((one) =>
      ts.isPropertyAssignment(one) ? wordsOf(one.initializer, source) : [],
    );
  }
  if (ts.isElementAccessExpression(node)) return wordsOf(node.expression, source);
  // Its words say what is wrong with the network.
  if (!ts.isIdentifier(node)) return ['…'];
  let set: ts.Expression | undefined;
  const visit = (one: ts.Node): void => {
    const isIt = ts.isVariableDeclaration(one) && one.name.getText(source) === node.text;
    if (isIt && (set === undefined || one.pos < node.pos)) set = one.initializer;
    ts.forEachChild(one, visit);
  };
  visit(source);
  return set === undefined ? ['…'] : wordsOf(set, source);
}

/** What the doctor finds, with what it says to do. */
function findings(text: string): string[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const rows: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(wrong|suspect|unknown)$/.test(calleeOf(node))) {
      const [says, todo] = node.arguments.map((one) => wordsOf(one, source));
      // What is nothing but filled in is a setting's problem, whose words the configuration has.
      for (const one of (says ?? []).filter((text) => /\w/.test(text))) {
        rows.push(
          `| ${one.replaceAll('|', ' ')} | ${todo?.join(' Or: ').replace(/^…$/, 'what it says below it') ?? ''} |`,
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return rows;
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

  it('has every finding of the doctor, and no other (WRITE_DOCS=true writes them)', () => {
    const files = ['doctor.ts', 'doctor/webex.ts', 'doctor/service-app.ts', 'doctor/local.ts'];
    const rows = [...new Set(files.flatMap((file) => findings(read(`src/cli/${file}`))))];
    assert.ok(rows.length > 40, String(rows.length));
    const [begin, end] = ['<!-- findings -->', '<!-- end of the findings -->'];
    const [before = '', rest = ''] = doc.split(begin);
    const [there = '', after = ''] = rest.split(end);
    if (process.env.WRITE_DOCS === 'true') {
      const table = ['| It says | Do |', '| --- | --- |', ...rows].join('\n');
      const whole = `${before}${begin}\n\n${table}\n\n${end}${after}`;
      writeFileSync(projectFile('docs/operate/troubleshooting.md'), whole);
      return;
    }
    const plain = (row: string): string => row.replace(/[\s\\]+/g, ' ');
    const written = there
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2);
    assert.deepEqual(written.map(plain), rows.map(plain));
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
