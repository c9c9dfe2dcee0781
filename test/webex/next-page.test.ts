import assert from 'node:assert/strict';
import { nextPage } from '../../src/webex/next-page.js';

const origin = 'https://webexapis.com';
const page = 'https://webexapis.com/v1/recordings?cursor=a,b;c';

describe('webex/next-page', () => {
  for (const link of [
    `<${page}>; rel="next"`,
    `<${page}>; rel=next`,
    `<${page}>;REL="NEXT"`,
    `<${page}>; title="the rest"; rel="next"`,
    `<${page}>; rel="last next"`,
    `<https://webexapis.com/first>; rel="first", <${page}>; rel="next"`,
    `<${page}>; rel="next", <https://webexapis.com/last>; rel="last"`,
  ]) {
    it(`finds it in ${link}`, () => assert.equal(nextPage(link, origin), page));
  }

  for (const link of [
    undefined,
    '',
    'garbage',
    `<${page}>`,
    `<${page}>; rel="prev"`,
    `<${page}>; rel="nextish"`,
    `<${page}>; rel=next-archive`,
    `${page}; rel="next"`,
    '<>; rel="next"',
    '</v1/recordings?cursor=1>; rel="next"',
    '<https://webexapis.com.evil.example/v1>; rel="next"',
    '<https://webexapis.com@evil.example/v1>; rel="next"',
    '<https://webexapis.com:8443/v1>; rel="next"',
    '<http://webexapis.com/v1>; rel="next"',
    '<javascript:alert(1)>; rel="next"',
  ]) {
    it(`finds none in ${String(link)}`, () => assert.equal(nextPage(link, origin), undefined));
  }
});
