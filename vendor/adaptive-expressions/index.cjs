'use strict';

// The templates of cards/ have no logic: `${name}`, and `${!name}` for a boolean. Everything else is
// refused when a template is read.

class Expression {
  constructor(type, evaluate, children = []) {
    Object.assign(this, { type, evaluate, children });
  }

  /** @param text between two backticks, as adaptivecards-templating hands it on */
  static parse(text) {
    const parts = text.slice(1, -1).split(/\$\{([^}]*)\}/);
    // Every other part is what stands in a gap.
    const children = parts.map((part, at) => (at % 2 === 0 ? new Constant(part) : gap(part)));
    const isEmpty = (child) => child instanceof Constant && child.value === '';
    return new Expression(
      'concat',
      undefined,
      children.filter((child) => !isEmpty(child)),
    );
  }

  tryEvaluate(memory, options) {
    return { value: this.evaluate(memory, options), error: undefined };
  }
}

class Constant extends Expression {
  constructor(value) {
    super('constant', () => value);
    this.value = value;
  }
}

function gap(text) {
  const [, not, name] = /^(!?)(\$?\w+)$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`A card's template has no logic, but \${${text}}`);
  if (not === '!') return new Expression('!', (memory) => !memory.getValue(name));
  // What the view lacks stays a gap that can be seen; but in a $when it is nothing.
  return new Expression('accessor', (memory, options) => {
    const value = memory.getValue(name);
    return value === undefined ? options?.nullSubstitution(name) : value;
  });
}

class SimpleObjectMemory {
  constructor(scope) {
    this.scope = scope;
  }

  /** @param path e.g. `$data.topic` or `$index` */
  getValue(path) {
    let inside = this.scope;
    for (const name of stepsOf(path)) {
      inside = Object.hasOwn(Object(inside), name) ? inside[name] : undefined;
    }
    return inside;
  }
}

/** By path: templates name few, again and again. */
const steps = new Map();

function stepsOf(path) {
  const known = steps.get(path) ?? path.split('.');
  steps.set(path, known);
  return known;
}

class Options {}

module.exports = {
  ...{ Expression, Constant, SimpleObjectMemory, Options },
  ExpressionType: { Concat: 'concat' },
};
