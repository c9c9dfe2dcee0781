/** A Webex that fails one request in twelve, and is late, repeats itself and mixes things up. */
export function misbehaviour(): readonly object[] {
  // Connecting is over before; a token that needs no renewal has no faults to meet.
  const at = { path: '^/v1/(?!access_token|authorize)' };
  const recordings = { path: '^/v1/recordings' };
  const second = { headers: { 'retry-after': '1' } };
  return [
    { webhook: 'duplicate', probability: 0.1 },
    { webhook: 'delay', probability: 0.1 },
    { webhook: 'reorder', probability: 0.1 },
    { ...at, latencyMs: 150, probability: 0.05 },
    { ...at, slowBodyMs: 200, probability: 0.02 },
    { ...at, status: 429, ...second, probability: 0.01 },
    { ...at, status: 429, probability: 0.01 },
    { ...recordings, status: 423, ...second, probability: 0.01 },
    { ...recordings, status: 423, probability: 0.01 },
    ...[500, 502, 503, 504].map((status) => ({ ...at, status, probability: 0.008 })),
    { ...at, cut: 'before', probability: 0.015 },
    { ...at, cut: 'after', probability: 0.02 },
  ];
}
