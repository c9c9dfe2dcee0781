import assert from 'node:assert/strict';
import type { Contract } from '../support/openapi/contract.js';
import { exchange } from '../support/openapi/made-up.js';
import { contractOrSkip } from './walks/walked.js';
import { FINE } from './exchanges/fine.js';
import { type Row } from './exchanges/samples.js';
import { WRONG } from './exchanges/wrong.js';

describe('the official documents', () => {
  let contract: Contract | undefined;
  const departures = ({ what, told }: Row): string[] => {
    if (contract === undefined) throw new Error('There is no contract.');
    return contract
      .check(exchange(what, told))
      .map(({ side, rule, place, subject }) => [side, rule, place, subject].join(' ').trim());
  };

  before(function () {
    contract = contractOrSkip(this);
  });

  for (const [name, row] of Object.entries(FINE)) {
    it(`allow ${name}`, () => assert.deepEqual(departures(row), []));
  }
  for (const [name, row] of Object.entries(WRONG)) {
    it(`do not allow ${name}`, () => assert.deepEqual(departures(row)[0], row.because));
  }
});
