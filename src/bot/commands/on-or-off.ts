const ON = /^(on|yes|start|when (it('s| is)|one is|they('re| are)) ready)$/i;
const OFF = /^(off|no|stop|never)$/i;

/** Whether something is wished for; undefined when the words do not say. @param rest as written */
export function wishIn(rest: string): boolean | undefined {
  if (ON.test(rest)) return true;
  return OFF.test(rest) ? false : undefined;
}
